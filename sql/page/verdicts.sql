-- The last runs of each check, newest first.
WITH judged AS (
    SELECT DISTINCT batch_id
    FROM ledger.gates
    ORDER BY batch_id DESC
    LIMIT :most
)

SELECT v.stage, v.table_name, v.expectation, v.severity, v.batch_id, v.success, v.unexpected_count, v.observed, v.notes
FROM ledger.verdicts AS v
INNER JOIN judged AS j ON j.batch_id = v.batch_id
WHERE :stage = '' OR v.stage = :stage
ORDER BY v.stage, v.table_name, v.expectation, v.batch_id DESC;
