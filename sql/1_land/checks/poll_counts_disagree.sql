WITH reported AS (
    SELECT coalesce(source_id, 'unknown') AS source_id, sum(new_pages) AS n
    FROM land.polls
    GROUP BY ALL
),

landed AS (
    SELECT coalesce(source_id, 'unknown') AS source_id, count(*) AS n
    FROM land.pages
    GROUP BY ALL
)

SELECT coalesce(r.source_id, l.source_id) AS unit_id, r.n AS reported_pages, l.n AS landed_pages
FROM reported AS r
FULL JOIN landed AS l ON l.source_id = r.source_id
WHERE coalesce(r.n, 0) <> coalesce(l.n, 0);
