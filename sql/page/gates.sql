-- How each gate judged in some runs.
SELECT
    g.batch_id,
    g.stage,
    g.passed,
    g.checked_at,
    count(v.verdict_id) AS checks,
    count(*) FILTER (WHERE v.success) AS held,
    count(*) FILTER (WHERE NOT v.success AND v.severity = 'critical') AS n_critical,
    coalesce(string_agg(v.expectation, ', ' ORDER BY v.expectation) FILTER (WHERE NOT v.success), '') AS failed
FROM ledger.gates AS g
LEFT JOIN ledger.verdicts AS v ON v.batch_id = g.batch_id AND v.stage = g.stage
WHERE g.batch_id IN (SELECT unnest(:batches))
GROUP BY ALL
ORDER BY g.batch_id, g.checked_at;
