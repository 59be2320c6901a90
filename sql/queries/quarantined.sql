-- What did a gate set aside, and why?
SELECT q.stage, q.reason, q.table_name, q.unit_id, q.status, q.quarantined_at
FROM quarantine AS q
ORDER BY q.quarantined_at DESC, q.row_id;
