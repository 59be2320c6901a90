-- What earlier texts left behind: those that share a sentence or telling details with the batch, and the nearest of its copies.
CREATE TABLE input.traces AS
WITH wanted AS (
    SELECT t.*
    FROM warehouse.dedupe.traces AS t
    WHERE t.position IN (SELECT f.position FROM input.found AS f WHERE f.name = 'relays')
)

SELECT
    w.*,
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
FROM wanted AS w
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = w.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
INNER JOIN warehouse.dedupe.members AS m ON m.version_id = w.version_id
LEFT JOIN warehouse.dedupe.mergers AS g ON g.cluster_id = m.dup_id
INNER JOIN warehouse.dedupe.signatures AS s ON s.version_id = w.version_id
ORDER BY w.version_id;

-- From which texts those have their story, as far as that was told.
CREATE TABLE input.sources AS
SELECT l.version_id, l.to_version_id
FROM warehouse.dedupe.links AS l
SEMI JOIN input.traces AS t ON t.version_id = l.version_id
WHERE l.direction IN ('certain', 'likely') AND l.kind NOT IN ('citation', 'shared_statement')
ORDER BY l.version_id, l.to_version_id;
