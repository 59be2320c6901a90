-- Which statements each new one is worth comparing with: those that share its rarest terms. A term that thousands of statements have
-- brings nobody together. Weights are whole numbers, so that every run ranks alike.
CREATE TABLE input.candidates AS
WITH fresh AS (
    SELECT claim_id, article_id, terms, row_number() OVER (ORDER BY known_at, claim_id) AS place
    FROM corroborate.statements
),

-- Stories move on: statements far apart in time are compared only where nobody dated them or they name the same day.
past AS (
    SELECT s.claim_id, s.article_id, s.terms, 0 AS place
    FROM warehouse.corroborate.statements AS s
    WHERE
        NOT s.is_dated
        OR s.event_date IN (SELECT event_date FROM corroborate.statements)
        OR s.known_at >= (SELECT min(known_at) - INTERVAL 10 DAY FROM corroborate.statements WHERE is_dated)
        OR s.article_id IN (SELECT to_article_id FROM input.links UNION ALL SELECT article_id FROM input.links)
        OR EXISTS (SELECT 1 FROM corroborate.statements WHERE NOT is_dated)
),

spread AS (
    SELECT claim_id, article_id, place, unnest(terms) AS term FROM fresh
    UNION ALL
    SELECT claim_id, article_id, place, unnest(terms) AS term FROM past
),

asked AS (SELECT DISTINCT term FROM spread WHERE place > 0),

counted AS (
    SELECT s.term, count(*) AS n_statements
    FROM spread AS s
    INNER JOIN asked AS a ON a.term = s.term
    GROUP BY s.term
),

weighed AS (
    SELECT
        term,
        n_statements,
        cast(1000 * ln(1 + (SELECT count(*) FROM fresh) / (1 + n_statements) + (SELECT count(*) FROM past) / (1 + n_statements)) AS BIGINT) AS weight
    FROM counted
    WHERE n_statements BETWEEN 2 AND 1000
),

keys AS (
    SELECT s.claim_id, s.article_id, s.place, s.term, w.weight, w.n_statements
    FROM spread AS s
    INNER JOIN weighed AS w ON w.term = s.term
    WHERE s.place > 0
    QUALIFY row_number() OVER (PARTITION BY s.claim_id ORDER BY w.n_statements, s.term) <= 16
),

shared AS (
    SELECT k.claim_id, s.claim_id AS other_claim_id, sum(k.weight) AS promise
    FROM keys AS k
    INNER JOIN spread AS s ON s.term = k.term AND s.place < k.place AND s.article_id <> k.article_id
    GROUP BY k.claim_id, s.claim_id
    -- One common word is chance, unless hardly anybody else has it.
    HAVING count(*) >= 2 OR min(k.n_statements) <= 30
)

SELECT claim_id, other_claim_id, promise
FROM shared
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY promise DESC, other_claim_id) <= 12
ORDER BY claim_id, promise DESC, other_claim_id;

-- Claims of articles that tell one story, or of one article before and after an edit, are compared whatever words they share.
INSERT INTO input.candidates
SELECT DISTINCT n.claim_id, o.claim_id AS other_claim_id, 0 AS promise
FROM corroborate.statements AS n
INNER JOIN input.links AS l ON n.article_id IN (l.article_id, l.to_article_id)
INNER JOIN (
    SELECT claim_id, article_id, NULL AS known_at FROM warehouse.corroborate.statements
    UNION ALL
    SELECT claim_id, article_id, known_at FROM corroborate.statements
) AS o ON o.article_id IN (l.article_id, l.to_article_id) AND o.article_id <> n.article_id
WHERE
    -- Of two new ones the later is compared with the earlier, as above, and never both ways.
    (o.known_at IS NULL OR o.known_at < n.known_at OR (o.known_at = n.known_at AND o.claim_id < n.claim_id))
    AND NOT EXISTS (SELECT 1 FROM input.candidates AS c WHERE c.claim_id = n.claim_id AND c.other_claim_id = o.claim_id)
ORDER BY 1, 2;

CREATE TABLE input.past AS
SELECT s.*, m.cluster_id, b.cluster_began_at, c.content_text, c.source_id, c.quote_type
FROM warehouse.corroborate.statements AS s
INNER JOIN warehouse.corroborate.members AS m ON m.claim_id = s.claim_id
INNER JOIN (
    SELECT c.claim_id, c.content_text, c.quote_type, a.source_id
    FROM warehouse.claims.claims AS c
    INNER JOIN warehouse.clean.articles AS a ON a.article_id = c.article_id
) AS c ON c.claim_id = s.claim_id
INNER JOIN (
    SELECT g.cluster_id, min(t.known_at) AS cluster_began_at
    FROM warehouse.corroborate.members AS g
    INNER JOIN warehouse.corroborate.statements AS t ON t.claim_id = g.claim_id
    GROUP BY g.cluster_id
) AS b ON b.cluster_id = m.cluster_id
WHERE
    s.claim_id IN (SELECT other_claim_id FROM input.candidates)
    OR s.claim_id IN (SELECT claim_id FROM input.edits)
ORDER BY s.claim_id;

CREATE TABLE input.merged AS
SELECT cluster_id, into_cluster_id FROM warehouse.corroborate.cluster_merges
ORDER BY cluster_id;

CREATE TABLE input.past_quantities AS
SELECT q.claim_id, q.surface, q.value, q.value_high, q.qualifier, q.unit_ucum, q.measures
FROM warehouse.claims.quantities AS q
INNER JOIN input.past AS p ON p.claim_id = q.claim_id
ORDER BY 1, q.start;

CREATE TABLE input.past_hops AS
SELECT h.claim_id, h.version_id, h.hop, h.role, h.entity_id
FROM warehouse.claims.hops AS h
INNER JOIN input.past AS p ON p.claim_id = h.claim_id AND p.version_id = h.version_id
ORDER BY h.claim_id, h.hop;

-- How many statements have each term of those that are to be compared, and how many statements there are.
CREATE TABLE input.frequencies AS
WITH wanted AS (
    SELECT DISTINCT unnest(terms) AS term FROM corroborate.statements
    UNION
    SELECT DISTINCT unnest(terms) AS term FROM input.past
),

spread AS (
    SELECT unnest(terms) AS term FROM warehouse.corroborate.statements
    UNION ALL
    SELECT unnest(terms) AS term FROM corroborate.statements
)

SELECT s.term, count(*) AS n_statements
FROM spread AS s
INNER JOIN wanted AS w ON w.term = s.term
GROUP BY s.term
ORDER BY s.term;

CREATE TABLE input.size AS
SELECT (SELECT count(*) FROM warehouse.corroborate.statements) + (SELECT count(*) FROM corroborate.statements) AS n_statements;
