-- Ids first: texts are as wide as everything else together, and a join that carries them carries the whole past.
CREATE TABLE input.versions AS
WITH waiting AS MATERIALIZED (
    SELECT t.version_id, t.relevant, t.score, t.reason
    FROM warehouse.tag.articles AS t
    WHERE
        t.relevant
        AND NOT EXISTS (SELECT 1 FROM warehouse.claims.readings AS r WHERE r.version_id = t.version_id)
        AND NOT EXISTS (
            SELECT 1 FROM warehouse.quarantine.rows AS q
            WHERE q.stage = 'claims' AND q.status <> 'released' AND q.unit_id = t.version_id
        )
)

SELECT v.version_id, v.article_id, v.title, v.body, v.boilerplate, v.published_at, a.lang, a.source_id, w.relevant, w.score, w.reason
FROM waiting AS w
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = w.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
ORDER BY v.version_id;

CREATE TABLE input.mentions AS
SELECT m.*
FROM warehouse.tag.mentions AS m
INNER JOIN input.versions AS v ON v.version_id = m.version_id
WHERE m.mention_type <> 'pronoun'
ORDER BY m.version_id, m.start;

CREATE TABLE input.topics AS
SELECT t.*
FROM warehouse.tag.topics AS t
INNER JOIN input.versions AS v ON v.version_id = t.version_id
ORDER BY t.version_id, t.score DESC, t.topic_id;

-- The one earlier outlet from which a version has its story without saying so, with what shows it.
CREATE TABLE input.upstreams AS
WITH uncredited AS (
    SELECT
        l.version_id,
        l.to_version_id,
        b.source_id AS outlet,
        l.score,
        row_number() OVER (PARTITION BY l.version_id ORDER BY l.direction, l.score DESC, l.to_version_id) AS rank
    FROM warehouse.dedupe.links AS l
    INNER JOIN input.versions AS n ON n.version_id = l.version_id
    INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = l.to_version_id
    INNER JOIN warehouse.clean.articles AS b ON b.article_id = v.article_id
    WHERE
        l.kind IN ('copy', 'agency_copy', 'republication', 'rewrite', 'translation')
        AND l.direction IN ('certain', 'likely')
        AND b.source_id <> n.source_id
)

SELECT u.version_id, u.outlet, u.score, e.start, e."end"
FROM uncredited AS u
INNER JOIN warehouse.dedupe.evidence AS e ON e.version_id = u.version_id AND e.to_version_id = u.to_version_id
WHERE u.rank = 1
ORDER BY u.version_id, e.ordinal;

-- Claims that a person has left out of a version that was set aside.
CREATE TABLE input.left_out AS
SELECT DISTINCT d.unit_id AS version_id, unnest(CAST(d.correction -> '$.leave_out' AS VARCHAR[])) AS claim_id
FROM warehouse.quarantine.decisions AS d
WHERE d.stage = 'claims' AND d.action = 'fix'
ORDER BY 1, 2;

-- How many articles of each outlet gave no claim in earlier runs: what its share of this run is compared with.
CREATE TABLE input.past_shares AS
SELECT source_id, batch_id, n_rows, n_at_fault, share
FROM warehouse.ledger.measures
WHERE
    stage = 'claims'
    AND expectation = 'most_articles_have_claims'
    AND source_id IS NOT NULL
    AND batch_id <> :batch_id
    AND checked_at >= CAST(:now AS TIMESTAMPTZ) - INTERVAL 28 DAY
ORDER BY source_id, batch_id;
