SELECT v.version_id AS unit_id, v.title
FROM input.versions AS v
LEFT JOIN tag.articles AS a ON a.version_id = v.version_id
WHERE a.version_id IS NULL OR a.reason IS NULL;
