-- The rules that are counted by outlet, in the last runs of one outlet: the share of its rows at fault, oldest run first.
WITH judged AS (
    SELECT DISTINCT batch_id
    FROM ledger.gates
    ORDER BY batch_id DESC
    LIMIT :most
)

SELECT
    m.stage,
    m.expectation,
    max(m.batch_id) AS batch_id,
    list(m.share ORDER BY m.batch_id) AS shares,
    arg_max(m.share, m.batch_id) AS share,
    arg_max(m.n_rows, m.batch_id) AS n_rows,
    arg_max(m.n_at_fault, m.batch_id) AS n_at_fault
FROM ledger.measures AS m
INNER JOIN judged AS j ON j.batch_id = m.batch_id
WHERE m.source_id = :outlet
GROUP BY m.stage, m.expectation
ORDER BY share DESC NULLS LAST, m.stage, m.expectation;
