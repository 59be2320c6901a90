-- What is set aside, by stage, reason and state.
SELECT stage, reason, status, count(*) AS n_rows, count(DISTINCT unit_id) AS n_units, min(quarantined_at) AS since, max(quarantined_at) AS until
FROM quarantine.rows
GROUP BY stage, reason, status
ORDER BY status <> 'open', n_rows DESC, stage, reason;
