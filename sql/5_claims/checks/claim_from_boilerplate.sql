WITH masked AS (
    SELECT v.version_id, unnest(from_json(v.boilerplate, '[{"start": "INTEGER", "end": "INTEGER", "kind": "VARCHAR"}]')) AS mask
    FROM input.versions AS v
)

SELECT s.version_id AS unit_id, s.claim_id, s.exact, m.mask.kind AS kind
FROM claims.spans AS s
INNER JOIN masked AS m ON m.version_id = s.version_id
WHERE s.role = 'content' AND s.start < m.mask."end" AND m.mask.start < s."end";
