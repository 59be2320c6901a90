CREATE TABLE input.versions AS
SELECT r.version_id, a.source_id, v.published_at, v.seen_at
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
SELECT c.*, a.source_id, coalesce(v.published_at, date_trunc('day', v.seen_at)) AS known_at
FROM warehouse.claims.claims AS c
INNER JOIN input.versions AS n ON n.version_id = c.version_id
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = c.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = c.article_id
WHERE NOT EXISTS (SELECT 1 FROM warehouse.corroborate.members AS m WHERE m.claim_id = c.claim_id)
ORDER BY known_at, c.claim_id;

-- Earlier claims that a new one may repeat. A claim that nobody repeated for 90 days starts a new cluster.
CREATE TABLE input.past AS
SELECT c.*, a.source_id, coalesce(v.published_at, date_trunc('day', v.seen_at)) AS known_at, m.cluster_id
FROM warehouse.claims.claims AS c
INNER JOIN warehouse.corroborate.members AS m ON m.claim_id = c.claim_id
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = c.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = c.article_id
WHERE coalesce(v.published_at, v.seen_at) >= (
    SELECT coalesce(min(known_at), TIMESTAMPTZ '1970-01-01 00:00:00+00') - INTERVAL 90 DAY FROM input.claims
)
ORDER BY known_at, c.claim_id;

CREATE TABLE input.entities AS
SELECT DISTINCT e.claim_id, e.entity_id, e.role
FROM warehouse.claims.entities AS e
WHERE
    e.entity_id IS NOT NULL
    AND e.claim_id IN (SELECT claim_id FROM input.claims UNION ALL SELECT claim_id FROM input.past)
ORDER BY 1, 2, 3;

CREATE TABLE input.quantities AS
SELECT q.claim_id, q.surface, q.value, q.value_high, q.qualifier, q.unit_ucum, q.measures
FROM warehouse.claims.quantities AS q
WHERE q.claim_id IN (SELECT claim_id FROM input.claims UNION ALL SELECT claim_id FROM input.past)
ORDER BY 1, q.start;

CREATE TABLE input.hops AS
SELECT h.*
FROM warehouse.claims.hops AS h
WHERE h.claim_id IN (SELECT claim_id FROM input.claims UNION ALL SELECT claim_id FROM input.past)
ORDER BY h.claim_id, h.version_id, h.hop;

CREATE TABLE input.topics AS
SELECT t.claim_id, t.topic_id
FROM warehouse.claims.topics AS t
WHERE t.claim_id IN (SELECT claim_id FROM input.claims UNION ALL SELECT claim_id FROM input.past)
ORDER BY 1, 2;

-- Text reuse between the articles behind those claims: a credited relay has its origin in the text that it relays.
CREATE TABLE input.links AS
SELECT l.version_id, l.to_version_id, l.kind, l.score, a.source_id AS to_source_id
FROM warehouse.dedupe.links AS l
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = l.to_version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
ORDER BY 1, 2;
