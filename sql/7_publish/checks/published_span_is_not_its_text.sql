SELECT s.version_id AS unit_id, s.claim_id, s.role, s.exact, substr(v.body, s.start + 1, s."end" - s.start) AS found
FROM claim_spans AS s
LEFT JOIN article_versions AS v ON v.version_id = s.version_id
WHERE substr(v.body, s.start + 1, s."end" - s.start) IS DISTINCT FROM s.exact;
