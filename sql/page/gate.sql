-- Every verdict of one gate, failures first.
SELECT table_name, expectation, severity, success, observed, unexpected_count, notes, checked_at
FROM ledger.verdicts
WHERE batch_id = :batch AND stage = :stage
ORDER BY success, severity, table_name, expectation;
