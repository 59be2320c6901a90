UPDATE ledger.batches
SET state = :state, ended_at = :ended_at
WHERE batch_id = :batch_id;
