WITH every_text AS (
    SELECT version_id, published_at
    FROM input.versions
    UNION
    SELECT version_id, published_at
    FROM input.traces
)

SELECT l.version_id AS unit_id, l.to_version_id, l.kind, l.direction, a.published_at, b.published_at AS to_published_at
FROM dedupe.links AS l
INNER JOIN every_text AS a ON a.version_id = l.version_id
INNER JOIN every_text AS b ON b.version_id = l.to_version_id
WHERE l.direction <> 'undetermined' AND b.published_at > a.published_at + INTERVAL 1 DAY;
