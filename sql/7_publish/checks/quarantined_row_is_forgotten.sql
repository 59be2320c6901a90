SELECT q.unit_id, q.row_id, q.stage, q.reason, q.quarantined_at
FROM quarantine AS q
WHERE
    q.status NOT IN ('released', 'discarded')
    AND q.quarantined_at < (SELECT max(r.started_at) FROM runs AS r) - INTERVAL 7 DAY;
