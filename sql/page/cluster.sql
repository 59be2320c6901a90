-- One cluster.
SELECT *
FROM claim_clusters
WHERE cluster_id = :id;
