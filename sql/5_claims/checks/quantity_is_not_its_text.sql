SELECT q.version_id AS unit_id, q.claim_id, q.quantity_id, q.surface, substr(v.body, q.start + 1, q."end" - q.start) AS found
FROM claims.quantities AS q
LEFT JOIN input.versions AS v ON v.version_id = q.version_id
WHERE substr(v.body, q.start + 1, q."end" - q.start) IS DISTINCT FROM q.surface OR q.value_high < q.value;
