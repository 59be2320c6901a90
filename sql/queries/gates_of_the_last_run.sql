-- How did each gate judge the last run, and which checks failed?
WITH last_run AS (
    SELECT arg_max(batch_id, started_at) AS batch_id
    FROM runs
)

SELECT
    q.stage,
    count(*) AS checks,
    count(*) FILTER (WHERE q.success) AS held,
    coalesce(string_agg(q.expectation, ', ' ORDER BY q.expectation) FILTER (WHERE NOT q.success), '') AS failed
FROM quality_results AS q
INNER JOIN last_run AS r ON r.batch_id = q.batch_id
GROUP BY q.stage
ORDER BY min(q.checked_at);
