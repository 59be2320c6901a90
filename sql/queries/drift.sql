-- What changed between a claim at its origin and what was made of it downstream?
SELECT
    d.kind,
    d.upstream_says,
    d.downstream_says,
    ua.name_en AS upstream_outlet,
    u.content_text AS upstream_claim,
    da.name_en AS downstream_outlet,
    w.content_text AS downstream_claim,
    d.run_id,
    d.drift_id
FROM claim_drifts AS d
INNER JOIN claims AS u ON u.claim_id = d.upstream_claim_id
INNER JOIN claims AS w ON w.claim_id = d.downstream_claim_id
INNER JOIN articles AS up ON up.article_id = u.article_id
INNER JOIN articles AS dp ON dp.article_id = w.article_id
LEFT JOIN sources AS ua ON ua.source_id = up.source_id
LEFT JOIN sources AS da ON da.source_id = dp.source_id
ORDER BY d.kind, d.drift_id;
