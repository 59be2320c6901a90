SELECT version_id AS unit_id, cluster_id, into_cluster_id, via_claim_id
FROM corroborate.cluster_merges
WHERE cluster_id = into_cluster_id;
