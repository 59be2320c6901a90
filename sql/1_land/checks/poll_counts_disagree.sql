WITH reported AS (
    SELECT source_id, sum(new_pages) AS n
    FROM land.polls
    GROUP BY source_id
),

landed AS (
    SELECT source_id, count(*) AS n
    FROM land.pages
    GROUP BY source_id
)

SELECT coalesce(r.source_id, l.source_id) AS unit_id, r.n AS reported_pages, l.n AS landed_pages
FROM reported AS r
FULL JOIN landed AS l ON l.source_id = r.source_id
WHERE coalesce(r.n, 0) <> coalesce(l.n, 0);
