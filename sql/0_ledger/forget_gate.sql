-- A gate that is run again on the same batch replaces its verdicts.
DELETE FROM ledger.verdicts
WHERE batch_id = :batch_id AND stage = :stage;

DELETE FROM ledger.gates
WHERE batch_id = :batch_id AND stage = :stage;
