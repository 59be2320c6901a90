-- Which claims did the last run bring, and which known ones did it add to?
WITH last_run AS (
    SELECT max(c.run_id) AS run_id
    FROM claims AS c
),

added AS (
    SELECT m.cluster_id, count(*) AS n_added
    FROM claim_cluster_members AS m
    INNER JOIN claims AS c ON c.claim_id = m.claim_id
    INNER JOIN last_run AS r ON r.run_id = c.run_id
    GROUP BY m.cluster_id
),

held AS (
    SELECT m.cluster_id, count(*) AS n_members
    FROM claim_cluster_members AS m
    INNER JOIN added AS d ON d.cluster_id = m.cluster_id
    GROUP BY m.cluster_id
)

SELECT
    CASE WHEN d.n_added < h.n_members THEN 'changed' ELSE 'new' END AS change,
    k.label AS claim,
    c.lang,
    c.speaker_surface AS speaker,
    e.name_en AS speaker_en,
    e.name_fa AS speaker_fa,
    c.attr_voice,
    k.n_origins,
    k.n_outlets,
    k.n_articles,
    k.independence,
    d.n_added,
    s.name_en AS first_outlet,
    a.url_canonical AS url,
    k.first_reported_at,
    k.cluster_id
FROM added AS d
INNER JOIN held AS h ON h.cluster_id = d.cluster_id
INNER JOIN claim_clusters AS k ON k.cluster_id = d.cluster_id
INNER JOIN claims AS c ON c.claim_id = k.canonical_claim_id
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
ORDER BY k.n_origins DESC, k.n_outlets DESC, k.n_articles DESC, k.first_reported_at, k.cluster_id;
