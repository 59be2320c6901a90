SELECT l.version_id AS unit_id, l.to_version_id, l.kind, e.ordinal
FROM article_links AS l
LEFT JOIN link_evidence AS e ON e.version_id = l.version_id AND e.to_version_id = l.to_version_id
WHERE e.exact IS NULL OR e.exact = '';
