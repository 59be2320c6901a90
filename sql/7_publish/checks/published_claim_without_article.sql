SELECT c.first_version_id AS unit_id, c.claim_id, v.version_id, a.source_id, f.storage_path
FROM claims AS c
LEFT JOIN article_versions AS v ON v.version_id = c.first_version_id
LEFT JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
LEFT JOIN fetches AS f ON f.fetch_id = v.fetch_id
WHERE v.version_id IS NULL OR a.article_id IS NULL OR s.source_id IS NULL OR f.storage_path IS NULL;
