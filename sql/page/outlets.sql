-- Each outlet: its last look, the volume of its last day beside what is normal for such a day, and the days before.
WITH looks AS (
    SELECT
        source_id,
        max(last_looked_at) AS last_looked_at,
        max(last_read_at) AS last_read_at,
        arg_max(last_outcome, last_looked_at) AS last_outcome
    FROM land.looks_by_day
    GROUP BY source_id
),

volumes AS (
    SELECT
        source_id,
        max("day") AS "day",
        arg_max(n_new, "day") AS n_new,
        max(missed) FILTER (WHERE is_last) AS missed,
        max(bearable) FILTER (WHERE is_last) AS bearable,
        list(n_new ORDER BY "day" DESC)[:21] AS volumes
    FROM (SELECT *, "day" = max("day") OVER (PARTITION BY source_id) AS is_last FROM land.volumes) AS d
    GROUP BY source_id
),

-- The last day that can be compared with anything.
whole AS (
    SELECT source_id, "day", n_day, least, most, normal_why
    FROM land.volumes
    WHERE n_day IS NOT NULL AND least IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY "day" DESC) = 1
)

SELECT
    l.source_id,
    l.last_looked_at,
    l.last_read_at,
    l.last_outcome,
    v.n_new,
    v.missed > v.bearable AS is_silent,
    coalesce(v.volumes, []) AS volumes,
    w.n_day,
    w.least,
    w.most,
    w.normal_why,
    coalesce(w."day" >= v."day" - 1, FALSE) AS is_recent,
    g.open_since
FROM looks AS l
LEFT JOIN volumes AS v ON v.source_id = l.source_id
LEFT JOIN whole AS w ON w.source_id = l.source_id
LEFT JOIN (
    SELECT source_id, min(from_at) AS open_since
    FROM land.gaps
    WHERE to_at IS NULL
    GROUP BY source_id
) AS g ON g.source_id = l.source_id
ORDER BY l.source_id;
