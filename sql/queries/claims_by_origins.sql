-- Which claims have more than one origin, and which only look as if they had?
SELECT k.label AS claim, k.independence, k.n_origins, k.n_outlets, k.n_articles, k.n_claims, k.first_reported_at, k.cluster_id
FROM claim_clusters AS k
WHERE k.n_articles > 1
ORDER BY k.n_origins DESC, k.n_outlets DESC, k.first_reported_at, k.cluster_id;
