-- Whether the newest gate of land found an archived record that does not verify.
SELECT
    'batch ' || v.batch_id AS archive_file,
    'found by the gate of land' AS verdict,
    v.unexpected_count || ' records' AS detail
FROM ledger.verdicts AS v
WHERE
    v.expectation = 'archived_records_verify'
    AND NOT v.success
    AND v.batch_id = (SELECT arg_max(g.batch_id, g.checked_at) FROM ledger.gates AS g WHERE g.stage = 'land');
