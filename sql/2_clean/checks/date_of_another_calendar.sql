SELECT page_id AS unit_id, version_id, title, published_at, modified_at, published_method
FROM clean.article_versions
WHERE least(published_at, modified_at) < TIMESTAMPTZ '1991-01-01 00:00:00+00';
