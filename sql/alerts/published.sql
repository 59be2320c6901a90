-- When runs were last published, the newest daily one and any, and when landing last passed its gate.
SELECT
    max(ended_at) FILTER (WHERE state = 'published' AND kind = 'daily') AS last_daily_at,
    max(ended_at) FILTER (WHERE state = 'published') AS last_at,
    (SELECT max(checked_at) FROM ledger.gates WHERE stage = 'land' AND passed) AS last_landed_at
FROM ledger.batches;
