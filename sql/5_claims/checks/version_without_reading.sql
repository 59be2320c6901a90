SELECT v.version_id AS unit_id, v.title
FROM input.versions AS v
LEFT JOIN claims.readings AS r ON r.version_id = v.version_id
WHERE r.version_id IS NULL;
