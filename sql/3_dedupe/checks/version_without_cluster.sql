SELECT v.version_id AS unit_id, v.url_canonical
FROM input.versions AS v
LEFT JOIN dedupe.members AS m ON m.version_id = v.version_id
LEFT JOIN dedupe.signatures AS s ON s.version_id = v.version_id
WHERE m.dup_id IS NULL OR s.signature IS NULL;
