SELECT page_id AS unit_id, version_id, title, published_at, published_method, seen_at
FROM clean.article_versions
WHERE published_at > seen_at + INTERVAL 1 DAY;
