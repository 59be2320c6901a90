WITH every_text AS (
    SELECT version_id, article_id
    FROM dedupe.members
    UNION
    SELECT version_id, article_id
    FROM input.lookalikes
)

SELECT m.version_id AS unit_id, m.article_id, m.kind, m.nearest_version_id
FROM dedupe.members AS m
INNER JOIN every_text AS e ON e.version_id = m.nearest_version_id
WHERE e.article_id = m.article_id AND m.kind IN ('exact', 'near');
