-- Did we look at each outlet, what came of it, and what did it give?
SELECT
    s.name_en AS outlet,
    s.affiliation_class,
    c.last_outcome,
    c.last_looked_at,
    c.last_new_at,
    c.open_gap_since,
    count(p.page_id) AS n_pages,
    count(p.page_id) FILTER (WHERE p.fate = 'published') AS n_published
FROM (
    SELECT
        l.source_id,
        arg_max(l.outcome, l.looked_at) AS last_outcome,
        max(l.looked_at) AS last_looked_at,
        arg_max(l.last_new_at, l.looked_at) AS last_new_at,
        any_value(g.from_at) AS open_gap_since
    FROM main.coverage AS l
    LEFT JOIN main.gaps AS g ON g.source_id = l.source_id AND g.to_at IS NULL
    WHERE l.kind = 'daily'
    GROUP BY l.source_id
) AS c
INNER JOIN sources AS s ON s.source_id = c.source_id
LEFT JOIN pages AS p ON p.source_id = s.source_id
GROUP BY ALL
ORDER BY s.name_en;
