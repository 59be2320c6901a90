-- A gate that is run again on the same batch replaces its verdicts; those of all other gates stay for ever.
DELETE FROM ledger.verdicts
WHERE batch_id = :batch_id AND stage = :stage;

DELETE FROM ledger.gates
WHERE batch_id = :batch_id AND stage = :stage;

DELETE FROM ledger.measures
WHERE batch_id = :batch_id AND stage = :stage;
