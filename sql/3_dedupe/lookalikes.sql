-- Earlier texts that the batch has to be compared with: those that share a band key with it, and the first version of each
-- article of which the batch has an edit.
CREATE TABLE input.lookalikes AS
WITH firsts AS (
    SELECT m.version_id
    FROM warehouse.dedupe.members AS m
    WHERE m.kind <> 'version' AND m.article_id IN (SELECT v.article_id FROM input.versions AS v)
),

wanted AS (
    SELECT s.position, s.version_id, s.signature
    FROM warehouse.dedupe.signatures AS s
    WHERE
        s.position IN (SELECT f.position FROM input.found AS f WHERE f.name = 'lookalikes')
        OR s.version_id IN (SELECT i.version_id FROM firsts AS i)
)

SELECT w.position, w.version_id, w.signature, m.article_id, a.source_id, coalesce(g.surviving_id, m.dup_id) AS dup_id
FROM wanted AS w
INNER JOIN warehouse.dedupe.members AS m ON m.version_id = w.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = m.article_id
LEFT JOIN warehouse.dedupe.mergers AS g ON g.cluster_id = m.dup_id
ORDER BY w.position;

-- The clusters of those texts: how old each is, and which outlets have a text in it.
CREATE TABLE input.clusters AS
WITH touched AS (
    SELECT DISTINCT l.dup_id
    FROM input.lookalikes AS l
),

names AS (
    SELECT t.dup_id, t.dup_id AS surviving_id
    FROM touched AS t
    UNION ALL
    SELECT g.cluster_id, g.surviving_id
    FROM warehouse.dedupe.mergers AS g
    WHERE g.surviving_id IN (SELECT t.dup_id FROM touched AS t)
)

SELECT n.surviving_id AS dup_id, min(s.position) AS position, list_sort(list(DISTINCT a.source_id)) AS source_ids
FROM names AS n
INNER JOIN warehouse.dedupe.members AS m ON m.dup_id = n.dup_id
INNER JOIN warehouse.dedupe.signatures AS s ON s.version_id = m.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = m.article_id
GROUP BY n.surviving_id
ORDER BY min(s.position);
