SELECT l.version_id AS unit_id, l.to_version_id, l.kind
FROM dedupe.links AS l
LEFT JOIN dedupe.evidence AS e ON e.version_id = l.version_id AND e.to_version_id = l.to_version_id
WHERE e.version_id IS NULL;
