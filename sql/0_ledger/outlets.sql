-- One rule by outlet over the last runs.
SELECT
    m.source_id,
    m.batch_id,
    m.n_rows,
    m.n_at_fault,
    m.share
FROM ledger.measures AS m
INNER JOIN ledger.batches AS b ON b.batch_id = m.batch_id
WHERE
    m.source_id IS NOT NULL
    AND m.expectation = :rule
    AND :stage IN ('', m.stage)
    AND b.batch_id IN (SELECT r.batch_id FROM ledger.batches AS r ORDER BY r.started_at DESC, r.batch_id DESC LIMIT :runs)
ORDER BY m.source_id, b.started_at, m.batch_id;
