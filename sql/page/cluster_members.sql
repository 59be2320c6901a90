-- The claims of a cluster in the order of their reports: who published them, where they came from, why they belong.
SELECT
    m.claim_id,
    m.relation,
    m.via_claim_id,
    m.score,
    m.method,
    m.reasons,
    c.content_text,
    c.lang,
    c.speaker_surface,
    c.attr_voice,
    c.origin_id,
    c.reported_at,
    a.source_id,
    a.url_canonical
FROM claim_cluster_members AS m
INNER JOIN claims AS c ON c.claim_id = m.claim_id
LEFT JOIN articles AS a ON a.article_id = c.article_id
WHERE m.cluster_id = :id
ORDER BY c.origin_id, c.reported_at, m.claim_id
LIMIT 200;
