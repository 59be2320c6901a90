SELECT v.version_id AS unit_id, v.url_canonical
FROM input.versions AS v
LEFT JOIN dedupe.traces AS t ON t.version_id = v.version_id
WHERE t.version_id IS NULL;
