WITH every_text AS (
    SELECT version_id, article_id
    FROM input.versions
    UNION
    SELECT version_id, article_id
    FROM input.traces
)

SELECT l.version_id AS unit_id, l.to_version_id, a.article_id
FROM dedupe.links AS l
INNER JOIN every_text AS a ON a.version_id = l.version_id
INNER JOIN every_text AS b ON b.version_id = l.to_version_id
WHERE a.article_id = b.article_id;
