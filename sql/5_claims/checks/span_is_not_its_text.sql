SELECT s.version_id AS unit_id, s.claim_id, s.role, s.exact, substr(v.body, s.start + 1, s."end" - s.start) AS found
FROM claims.spans AS s
LEFT JOIN input.versions AS v ON v.version_id = s.version_id
WHERE
    s."end" <= s.start
    OR substr(v.body, s.start + 1, s."end" - s.start) IS DISTINCT FROM s.exact;
