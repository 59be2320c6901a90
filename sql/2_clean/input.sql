CREATE TABLE input.pages AS
SELECT p.*
FROM warehouse.land.pages AS p
WHERE
    NOT EXISTS (SELECT 1 FROM warehouse.clean.outcomes AS o WHERE o.page_id = p.page_id)
    AND NOT EXISTS (
        SELECT 1 FROM warehouse.quarantine.rows AS q
        WHERE q.stage = 'clean' AND q.status <> 'released' AND q.unit_id = p.page_id
    )
ORDER BY p.first_seen_at, p.page_id;

CREATE TABLE input.versions AS
SELECT version_id, article_id
FROM warehouse.clean.article_versions;

-- The last known text of articles that a waiting page shows again: what an edit is compared with.
CREATE TABLE input.previous AS
SELECT v.article_id, v.version_id, v.body, v.boilerplate
FROM input.pages AS p
INNER JOIN warehouse.land.pages AS e ON e.source_id = p.source_id AND e.url_key = p.url_key
INNER JOIN warehouse.clean.outcomes AS o ON o.page_id = e.page_id
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = o.version_id
QUALIFY row_number() OVER (PARTITION BY v.article_id ORDER BY v.seen_at DESC, v.version_id ASC) = 1;

-- How each outlet's pages read on earlier days.
CREATE TABLE input.measures AS
SELECT * EXCLUDE (run_id, loaded_at)
FROM warehouse.clean.measures
WHERE "day" >= CAST(:now AS DATE) - 60;

-- Pages that a person has released from the drift of their outlet: they are not held back a second time.
CREATE TABLE input.released AS
SELECT DISTINCT unit_id AS page_id
FROM warehouse.quarantine.rows
WHERE stage = 'clean' AND status = 'released' AND starts_with(reason, 'drift_');

-- What people corrected in pages that were set aside, in the order of their decisions.
CREATE TABLE input.corrections AS
SELECT DISTINCT unit_id AS page_id, decision_id, CAST(correction AS VARCHAR) AS correction, decided_at
FROM warehouse.quarantine.decisions
WHERE stage = 'clean' AND action = 'fix'
ORDER BY page_id, decided_at, decision_id;
