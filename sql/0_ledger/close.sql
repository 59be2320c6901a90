-- A run ends once: what is repeated does not end it again.
UPDATE ledger.batches
SET state = :state, ended_at = :ended_at
WHERE batch_id = :batch_id AND (state <> :state OR ended_at IS NULL);
