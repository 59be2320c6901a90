-- Stages whose newest gate stopped the promotion, with the critical checks that failed.
WITH newest AS (
    SELECT
        stage,
        arg_max(batch_id, checked_at) AS batch_id,
        arg_max(passed, checked_at) AS passed
    FROM ledger.gates
    GROUP BY stage
)

SELECT
    n.stage,
    n.batch_id,
    string_agg(v.expectation || ': ' || v.unexpected_count || ' rows', ', ' ORDER BY v.expectation) AS failures
FROM newest AS n
INNER JOIN ledger.verdicts AS v
    ON v.batch_id = n.batch_id AND v.stage = n.stage AND NOT v.success AND v.severity = 'critical'
WHERE NOT n.passed
GROUP BY n.stage, n.batch_id
ORDER BY n.stage;
