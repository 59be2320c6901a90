-- Claims, newest first, from a claim on.
WITH page AS (
    SELECT
        claim_id,
        article_id,
        cluster_id,
        lang,
        content_text,
        speaker_surface,
        attr_voice,
        source_type,
        modality,
        coalesce(reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') AS known_at
    FROM claims
    WHERE
        (:words = '' OR contains(lower(content_text), lower(:words)))
        AND (:lang = '' OR lang = :lang)
        AND (:speaker = '' OR speaker_entity_id = :speaker)
        AND (:batch = '' OR run_id = :batch)
        AND (:outlet = '' OR article_id IN (SELECT a.article_id FROM articles AS a WHERE a.source_id = :outlet))
        AND (
            coalesce(reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') < CAST(:at AS TIMESTAMPTZ)
            OR (coalesce(reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') = CAST(:at AS TIMESTAMPTZ) AND claim_id < :key)
        )
    ORDER BY known_at DESC, claim_id DESC
    LIMIT :most
)

SELECT p.*, a.source_id, a.url_canonical, k.n_origins, k.n_outlets, k.n_articles
FROM page AS p
LEFT JOIN articles AS a ON a.article_id = p.article_id
LEFT JOIN claim_clusters AS k ON k.cluster_id = p.cluster_id
ORDER BY p.known_at DESC, p.claim_id DESC;
