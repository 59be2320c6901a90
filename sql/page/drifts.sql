-- What changed between a claim at its origin and what was made of it, for the claims of a cluster.
SELECT
    d.kind,
    d.upstream_says,
    d.downstream_says,
    d.upstream_claim_id,
    d.downstream_claim_id,
    pu.source_id AS upstream_outlet,
    pd.source_id AS downstream_outlet
FROM claim_drifts AS d
INNER JOIN claims AS u ON u.claim_id = d.upstream_claim_id
INNER JOIN claims AS w ON w.claim_id = d.downstream_claim_id
LEFT JOIN articles AS pu ON pu.article_id = u.article_id
LEFT JOIN articles AS pd ON pd.article_id = w.article_id
WHERE u.cluster_id = :id OR w.cluster_id = :id
ORDER BY d.kind, d.drift_id
LIMIT 100;
