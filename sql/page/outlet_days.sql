-- One outlet, day by day, newest first.
SELECT l.day, l.n_looks, l.n_read, l.last_outcome, l.last_reason, coalesce(p.n_pages, 0) AS n_pages, coalesce(f.n_failed, 0) AS n_failed
FROM land.looks_by_day AS l
LEFT JOIN land.pages_by_day AS p ON p.source_id = l.source_id AND p.day = l.day
LEFT JOIN (
    SELECT source_id, day, sum(n_fetches) AS n_failed
    FROM land.failures_by_day
    GROUP BY ALL
) AS f ON f.source_id = l.source_id AND f.day = l.day
WHERE l.source_id = :outlet
ORDER BY l.day DESC;
