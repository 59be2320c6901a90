-- What earlier texts left behind: those of the weeks around the batch, in which a story is told again, and any that has a
-- sentence of the batch. A sentence that many texts hold is a formula and leads nowhere.
CREATE TABLE input.traces AS
WITH asked AS (
    SELECT DISTINCT unnest(keys) AS key
    FROM dedupe.traces
),

held AS (
    SELECT version_id, unnest(keys) AS key
    FROM warehouse.dedupe.traces
),

found AS (
    SELECT h.key, list(DISTINCT h.version_id) AS version_ids
    FROM held AS h
    SEMI JOIN asked AS a ON a.key = h.key
    GROUP BY h.key
    HAVING count(DISTINCT h.version_id) <= 60
),

sharing AS (
    SELECT DISTINCT unnest(version_ids) AS version_id
    FROM found
),

days AS (
    SELECT
        min(coalesce(published_at, seen_at)) - INTERVAL 30 DAY AS from_at,
        max(coalesce(published_at, seen_at)) + INTERVAL 30 DAY AS to_at
    FROM input.versions
)

SELECT
    t.*,
    s.signature,
    v.article_id,
    v.published_at,
    v.published_precision,
    v.seen_at,
    a.lang,
    a.source_id,
    a.url_canonical,
    coalesce(g.surviving_id, m.dup_id) AS dup_id,
    m.kind,
    m.similarity,
    m.nearest_version_id
FROM warehouse.dedupe.traces AS t
CROSS JOIN days AS d
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = t.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
INNER JOIN warehouse.dedupe.members AS m ON m.version_id = t.version_id
LEFT JOIN warehouse.dedupe.mergers AS g ON g.cluster_id = m.dup_id
INNER JOIN warehouse.dedupe.signatures AS s ON s.version_id = t.version_id
LEFT JOIN sharing AS h ON h.version_id = t.version_id
WHERE h.version_id IS NOT NULL OR coalesce(v.published_at, v.seen_at) BETWEEN d.from_at AND d.to_at
ORDER BY t.version_id;

-- From which texts those have their story, as far as that was told.
CREATE TABLE input.sources AS
SELECT l.version_id, l.to_version_id
FROM warehouse.dedupe.links AS l
SEMI JOIN input.traces AS t ON t.version_id = l.version_id
WHERE l.direction IN ('certain', 'likely') AND l.kind NOT IN ('citation', 'shared_statement')
ORDER BY l.version_id, l.to_version_id;
