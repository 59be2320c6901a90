-- Which articles are the same words again, and who had them first?
SELECT d.dup_id, m.kind, round(m.similarity, 3) AS similarity, s.name_en AS outlet, a.url_canonical AS url, r.url_canonical AS first_url
FROM dup_members AS m
INNER JOIN dup_clusters AS d ON d.dup_id = m.dup_id
INNER JOIN articles AS a ON a.article_id = m.article_id
LEFT JOIN articles AS r ON r.article_id = d.root_article_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
WHERE d.n_articles > 1
ORDER BY d.dup_id, m.similarity, url;
