WITH members AS (
    SELECT m.cluster_id, count(*) AS n
    FROM claim_cluster_members AS m
    WHERE m.relation IN ('same', 'same_with_difference')
    GROUP BY m.cluster_id
)

SELECT c.first_version_id AS unit_id, k.cluster_id, k.n_claims, k.n_origins, k.n_articles, m.n AS agreeing_members
FROM claim_clusters AS k
LEFT JOIN members AS m ON m.cluster_id = k.cluster_id
LEFT JOIN claims AS c ON c.claim_id = k.canonical_claim_id
WHERE
    m.n IS DISTINCT FROM k.n_claims
    OR k.n_origins > k.n_claims
    OR coalesce(k.n_outlets, 0) > coalesce(k.n_articles, 0)
    OR c.claim_id IS NULL;
