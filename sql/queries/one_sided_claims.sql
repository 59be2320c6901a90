-- Which claims does only one kind of outlet carry, and which do several kinds?
SELECT
    k.label AS claim,
    count(DISTINCT s.affiliation_class) AS n_classes,
    string_agg(DISTINCT s.affiliation_class, ', ' ORDER BY s.affiliation_class) AS classes,
    string_agg(DISTINCT s.name_en, ', ' ORDER BY s.name_en) AS outlets,
    k.n_origins,
    k.n_articles,
    k.cluster_id
FROM claim_clusters AS k
INNER JOIN claim_cluster_members AS m ON m.cluster_id = k.cluster_id AND m.relation IN ('same', 'same_with_difference')
INNER JOIN claims AS c ON c.claim_id = m.claim_id
INNER JOIN articles AS a ON a.article_id = c.article_id
INNER JOIN sources AS s ON s.source_id = a.source_id
WHERE k.n_articles > 1
GROUP BY ALL
ORDER BY n_classes, k.n_articles DESC, k.cluster_id;
