SELECT page_id AS unit_id, version_id, body_chars, length(body) AS stored_chars
FROM clean.article_versions
WHERE body_chars IS DISTINCT FROM length(body);
