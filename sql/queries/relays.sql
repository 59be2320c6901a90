-- Which article has its story from which other one, how sure is that, and what shows it?
SELECT
    s.name_en AS outlet,
    a.url_canonical AS url,
    l.kind,
    l.direction,
    t.name_en AS from_outlet,
    b.url_canonical AS from_url,
    round(l.score, 2) AS score,
    array_to_string(l.reasons, ', ') AS reasons,
    e.n_evidence,
    e.shown_by
FROM article_links AS l
INNER JOIN articles AS a ON a.article_id = l.article_id
INNER JOIN articles AS b ON b.article_id = l.to_article_id
LEFT JOIN sources AS s ON s.source_id = l.source_id
LEFT JOIN sources AS t ON t.source_id = l.to_source_id
LEFT JOIN (
    SELECT
        version_id,
        to_version_id,
        count(*) AS n_evidence,
        string_agg(exact || coalesce(' = ' || to_exact, ''), ' | ' ORDER BY ordinal) FILTER (WHERE ordinal < 3) AS shown_by
    FROM link_evidence
    GROUP BY version_id, to_version_id
) AS e ON e.version_id = l.version_id AND e.to_version_id = l.to_version_id
ORDER BY l.direction, l.kind, a.url_canonical, b.url_canonical;
