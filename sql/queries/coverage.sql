-- Which outlets did we reach, when last, and what did they give?
SELECT
    s.name_en AS outlet,
    s.affiliation_class,
    f.last_outcome,
    f.last_polled_at,
    f.last_ok_at,
    count(p.page_id) AS n_pages,
    count(p.page_id) FILTER (WHERE p.fate = 'published') AS n_published
FROM feeds AS f
INNER JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN pages AS p ON p.source_id = s.source_id
GROUP BY ALL
ORDER BY s.name_en, f.last_polled_at;
