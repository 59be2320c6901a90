-- Runs before a batch id, newest first.
SELECT batch_id, state, kind, sources, external_run_id, started_at, ended_at
FROM ledger.batches
WHERE batch_id < :before
ORDER BY batch_id DESC
LIMIT :most;
