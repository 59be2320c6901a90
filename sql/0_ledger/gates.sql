-- How each gate of the last runs judged.
SELECT
    b.batch_id,
    b.state,
    v.stage,
    count(*) AS n_rules,
    count(*) FILTER (WHERE v.success) AS n_held,
    list_sort(list(v.expectation) FILTER (WHERE NOT v.success AND v.severity = 'critical')) AS red,
    list_sort(list(v.expectation) FILTER (WHERE NOT v.success AND v.severity <> 'critical')) AS warnings
FROM ledger.verdicts AS v
INNER JOIN ledger.batches AS b ON b.batch_id = v.batch_id
WHERE b.batch_id IN (SELECT r.batch_id FROM ledger.batches AS r ORDER BY r.started_at DESC, r.batch_id DESC LIMIT :runs)
GROUP BY b.batch_id, b.state, b.started_at, v.stage
ORDER BY b.started_at, b.batch_id, v.stage;
