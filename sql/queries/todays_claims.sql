-- Which claims did the last run publish first, by whom, through whom, and where is the evidence?
WITH last_run AS (
    SELECT max(c.run_id) AS run_id
    FROM claims AS c
),

chains AS (
    SELECT
        h.claim_id,
        h.version_id,
        string_agg(coalesce(s.name_en, h.surface, h.entity_id), ' → ' ORDER BY h.hop) AS chain
    FROM attribution_hops AS h
    LEFT JOIN sources AS s ON s.source_id = h.entity_id
    WHERE h.role NOT IN ('speaker', 'anonymous_source')
    GROUP BY h.claim_id, h.version_id
)

SELECT
    c.lang,
    c.speaker_surface AS speaker,
    e.name_en AS speaker_name,
    c.cue_text AS cue,
    c.content_text AS content,
    c.modality,
    c.polarity,
    h.chain,
    k.n_origins,
    k.n_outlets,
    k.independence,
    c.event_date,
    a.url_canonical AS url,
    s."start",
    s."end",
    c.confidence,
    c.claim_id
FROM claims AS c
INNER JOIN last_run AS r ON r.run_id = c.run_id
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN claim_clusters AS k ON k.cluster_id = c.cluster_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
LEFT JOIN chains AS h ON h.claim_id = c.claim_id AND h.version_id = c.first_version_id
LEFT JOIN claim_spans AS s
    ON s.claim_id = c.claim_id AND s.version_id = c.first_version_id AND s.role = 'content' AND s.ordinal = 0
WHERE c.attr_voice = 'speaker'
ORDER BY k.n_origins DESC, k.n_outlets DESC, c.cluster_id, c.reported_at, c.claim_id;
