SELECT v.version_id AS unit_id, v.article_id
FROM article_versions AS v
WHERE
    contains(v.body, '█')
    AND NOT EXISTS (
        SELECT 1 FROM maskings AS m
        WHERE m.article_id = v.article_id AND m.table_name = 'article_versions'
    );
