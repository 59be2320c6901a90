-- The share of rows at fault by rule and run; of one outlet where it is named, otherwise of all rows.
SELECT
    m.stage,
    m.expectation,
    m.batch_id,
    m.n_rows,
    m.n_at_fault,
    m.share,
    v.success,
    v.severity,
    max(m.n_at_fault) OVER (PARTITION BY m.stage, m.expectation) AS most_at_fault
FROM ledger.measures AS m
INNER JOIN ledger.batches AS b ON b.batch_id = m.batch_id
INNER JOIN ledger.verdicts AS v ON v.batch_id = m.batch_id AND v.stage = m.stage AND v.expectation = m.expectation
WHERE
    m.source_id IS NOT DISTINCT FROM nullif(:outlet, '')
    AND :stage IN ('', m.stage)
    AND :rule IN ('', m.expectation)
    AND b.batch_id IN (SELECT r.batch_id FROM ledger.batches AS r ORDER BY r.started_at DESC, r.batch_id DESC LIMIT :runs)
ORDER BY m.stage, m.expectation, b.started_at, m.batch_id;
