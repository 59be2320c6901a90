UPDATE ledger.batches
SET state = 'interrupted', ended_at = :ended_at
WHERE state = 'running';
