-- How are the claims spread over kinds of outlets?
SELECT s.affiliation_class, count(*) AS n_claims, count(DISTINCT s.source_id) AS n_outlets, count(DISTINCT c.cluster_id) AS n_clusters
FROM claims AS c
INNER JOIN articles AS a ON a.article_id = c.article_id
INNER JOIN sources AS s ON s.source_id = a.source_id
WHERE c.attr_voice = 'speaker'
GROUP BY s.affiliation_class
ORDER BY n_claims DESC, s.affiliation_class;
