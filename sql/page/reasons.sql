-- Why pages of a run ended as they did, the most frequent reasons first; what follows a semicolon is detail of one page.
SELECT fate, split_part(reason, chr(59), 1) AS reason, count(*) AS n_pages
FROM pages
WHERE run_id = :batch
GROUP BY ALL
ORDER BY n_pages DESC, fate, reason
LIMIT 40;
