CREATE TABLE input.versions AS
SELECT r.version_id, a.article_id, a.source_id, v.published_at, v.seen_at
FROM warehouse.claims.readings AS r
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = r.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
WHERE
    NOT EXISTS (SELECT 1 FROM warehouse.corroborate.readings AS c WHERE c.version_id = r.version_id)
    AND NOT EXISTS (
        SELECT 1 FROM warehouse.quarantine.rows AS q
        WHERE q.stage = 'corroborate' AND q.status <> 'released' AND q.unit_id = r.version_id
    );

-- Claims of those versions that no cluster has yet, in the order in which the world could know them.
CREATE TABLE input.claims AS
SELECT
    c.*,
    a.source_id,
    v.published_at IS NOT NULL AS is_dated,
    coalesce(v.published_at, date_trunc('day', v.seen_at)) AS known_at,
    v.seen_at,
    d.exact AS date_text
FROM warehouse.claims.claims AS c
INNER JOIN input.versions AS n ON n.version_id = c.version_id
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = c.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = c.article_id
LEFT JOIN warehouse.claims.spans AS d
    ON d.claim_id = c.claim_id AND d.version_id = c.version_id AND d.role = 'date' AND d.ordinal = 0
WHERE NOT EXISTS (SELECT 1 FROM warehouse.corroborate.members AS m WHERE m.claim_id = c.claim_id)
ORDER BY known_at, c.claim_id;

CREATE TABLE input.entities AS
SELECT e.claim_id, e.entity_id, e.role, min(m.surface) AS surface
FROM warehouse.claims.entities AS e
INNER JOIN input.claims AS c ON c.claim_id = e.claim_id
LEFT JOIN warehouse.tag.mentions AS m ON m.mention_id = e.mention_id
WHERE e.entity_id IS NOT NULL
GROUP BY e.claim_id, e.entity_id, e.role, m.surface
ORDER BY 1, 2, 3, 4;

CREATE TABLE input.quantities AS
SELECT q.claim_id, q.surface, q.value, q.value_high, q.qualifier, q.unit_ucum, q.measures
FROM warehouse.claims.quantities AS q
INNER JOIN input.claims AS c ON c.claim_id = q.claim_id
ORDER BY 1, q.start;

CREATE TABLE input.hops AS
SELECT h.*
FROM warehouse.claims.hops AS h
INNER JOIN input.claims AS c ON c.claim_id = h.claim_id
ORDER BY h.claim_id, h.version_id, h.hop;

-- Text reuse and shared stories between the articles behind those claims, in either direction.
CREATE TABLE input.links AS
SELECT
    l.version_id,
    l.to_version_id,
    l.kind,
    l.score,
    l.direction,
    v.article_id,
    w.article_id AS to_article_id,
    a.source_id AS to_source_id
FROM warehouse.dedupe.links AS l
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = l.version_id
INNER JOIN warehouse.clean.article_versions AS w ON w.version_id = l.to_version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = w.article_id
WHERE
    -- Somebody's words in two articles do not make their other claims one.
    l.kind <> 'shared_statement'
    AND (v.article_id IN (SELECT article_id FROM input.claims) OR w.article_id IN (SELECT article_id FROM input.claims))
ORDER BY 1, 2;

-- What an edited article said before and says now: claims by version, for every new version of an article that was read before.
CREATE TABLE input.edits AS
WITH before AS (
    SELECT n.version_id, arg_max(r.version_id, v.seen_at) AS previous_version_id
    FROM input.versions AS n
    INNER JOIN warehouse.clean.article_versions AS v ON v.article_id = n.article_id AND v.version_id <> n.version_id AND v.seen_at <= n.seen_at
    INNER JOIN warehouse.corroborate.readings AS r ON r.version_id = v.version_id
    GROUP BY n.version_id
)

SELECT DISTINCT b.version_id, s.version_id AS of_version_id, s.version_id = b.version_id AS is_new, s.claim_id, n.published_at, n.seen_at
FROM before AS b
INNER JOIN input.versions AS n ON n.version_id = b.version_id
INNER JOIN warehouse.claims.spans AS s ON s.version_id IN (b.version_id, b.previous_version_id) AND s.role = 'content'
ORDER BY 1, 3, 4;

-- The earlier text that a version tells again: the best one. Parts that it cites, statements that it shares and stories whose
-- direction nobody can tell move no origin.
CREATE TABLE input.upstreams AS
SELECT l.version_id, l.to_version_id, l.kind, l.score, l.direction, a.source_id AS to_source_id
FROM warehouse.dedupe.links AS l
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = l.to_version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
WHERE
    l.kind IN ('copy', 'agency_copy', 'republication', 'rewrite', 'translation')
    AND l.direction IN ('certain', 'likely')
    AND l.score >= 0.5
    AND l.version_id IN (SELECT version_id FROM input.versions)
QUALIFY row_number() OVER (PARTITION BY l.version_id ORDER BY l.direction, l.score DESC, l.to_version_id) = 1
ORDER BY 1, 2;
