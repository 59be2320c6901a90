-- Clusters of the same claim, newest first, from a cluster on.
WITH page AS (
    SELECT
        cluster_id,
        canonical_claim_id,
        label,
        n_claims,
        n_articles,
        n_outlets,
        n_origins,
        independence,
        coalesce(first_reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') AS known_at
    FROM claim_clusters
    WHERE
        n_origins >= :origins
        AND n_articles >= :articles
        AND superseded_by IS NULL
        AND (:words = '' OR contains(lower(label), lower(:words)))
        AND (
            coalesce(first_reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') < CAST(:at AS TIMESTAMPTZ)
            OR (coalesce(first_reported_at, TIMESTAMPTZ '1970-01-01 00:00:00+00') = CAST(:at AS TIMESTAMPTZ) AND cluster_id < :key)
        )
    ORDER BY known_at DESC, cluster_id DESC
    LIMIT :most
)

SELECT p.*, c.lang, c.speaker_surface, c.attr_voice
FROM page AS p
LEFT JOIN claims AS c ON c.claim_id = p.canonical_claim_id
ORDER BY p.known_at DESC, p.cluster_id DESC;
