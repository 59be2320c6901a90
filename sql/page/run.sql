-- One run, by its batch id or by what the scheduler calls it.
SELECT batch_id, state, kind, sources, external_run_id, started_at, ended_at, code_version
FROM ledger.batches
WHERE batch_id = :batch OR external_run_id = :run_id
ORDER BY batch_id DESC
LIMIT 1;
