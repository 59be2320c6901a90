-- Each outlet: its last look, its pages of that day, and what is normal for that day of the week.
WITH days AS (
    SELECT l.*, coalesce(p.n_pages, 0) AS n_pages, isodow(l.day) AS weekday
    FROM land.looks_by_day AS l
    LEFT JOIN land.pages_by_day AS p ON p.source_id = l.source_id AND p.day = l.day
),

newest AS (
    SELECT source_id, arg_max(day, day) AS day, arg_max(weekday, day) AS weekday, arg_max(n_pages, day) AS n_pages
    FROM days
    GROUP BY source_id
),

normal AS (
    SELECT d.source_id, median(d.n_pages) AS normal, count(*) AS n_days
    FROM days AS d
    INNER JOIN newest AS n ON n.source_id = d.source_id AND n.weekday = d.weekday AND d.day < n.day
    WHERE d.n_read > 0
    GROUP BY d.source_id
)

SELECT
    d.source_id,
    any_value(n.day) AS day,
    any_value(n.n_pages) AS n_pages,
    any_value(m.normal) AS normal,
    any_value(m.n_days) AS n_days,
    max(d.last_looked_at) AS last_looked_at,
    max(d.last_read_at) AS last_read_at,
    arg_max(d.last_outcome, d.last_looked_at) AS last_outcome,
    arg_max(d.last_reason, d.last_looked_at) AS last_reason,
    any_value(g.open_since) AS open_since,
    list(d.n_pages ORDER BY d.day DESC)[:21] AS volumes
FROM days AS d
INNER JOIN newest AS n ON n.source_id = d.source_id
LEFT JOIN normal AS m ON m.source_id = d.source_id
LEFT JOIN (
    SELECT source_id, min(from_at) AS open_since
    FROM land.gaps
    WHERE to_at IS NULL
    GROUP BY source_id
) AS g ON g.source_id = d.source_id
GROUP BY d.source_id
ORDER BY d.source_id;
