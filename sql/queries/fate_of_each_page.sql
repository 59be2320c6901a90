-- What became of each landed page, and why?
SELECT p.fate, p.reason, p.source_id, p.url, v.title, p.first_seen_at
FROM pages AS p
LEFT JOIN article_versions AS v ON v.version_id = p.version_id
ORDER BY p.fate, p.reason, p.url;
