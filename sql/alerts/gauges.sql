-- Counts for a dashboard: open alerts, open rows in quarantine, and how many outlets the last daily look reached.
WITH looks AS (
    SELECT c.source_id, c.outcome
    FROM land.coverage AS c
    WHERE
        c.kind = 'daily'
        AND c.run_id = (SELECT arg_max(n.run_id, n.looked_at) FROM land.coverage AS n WHERE n.kind = 'daily')
)

SELECT 'alerts.open' AS name, count(*) AS n FROM ledger.alerts WHERE resolved_at IS NULL
UNION ALL
SELECT 'quarantine.open' AS name, count(*) AS n FROM quarantine.rows WHERE status = 'open'
UNION ALL
SELECT 'outlets.looked_at' AS name, count(DISTINCT source_id) AS n FROM looks
UNION ALL
SELECT 'outlets.reached' AS name, count(DISTINCT source_id) AS n FROM looks WHERE outcome IN ('new', 'none_new');
