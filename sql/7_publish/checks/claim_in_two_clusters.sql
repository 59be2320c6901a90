SELECT CAST(NULL AS VARCHAR) AS unit_id, claim_id, list_sort(list(cluster_id)) AS clusters
FROM claim_cluster_members
WHERE relation IN ('same', 'same_with_difference')
GROUP BY claim_id
HAVING count(DISTINCT cluster_id) > 1;
