INSERT INTO clean.outcomes BY NAME
SELECT c.*
FROM candidate.clean.outcomes AS c
WHERE
    c.outcome <> 'held'
    AND NOT EXISTS (SELECT 1 FROM clean.outcomes AS p WHERE p.page_id = c.page_id);

-- An outlet whose pages read as they never did is set aside by itself; the others go on.
INSERT INTO quarantine.rows BY NAME
SELECT
    substr(sha256('drift' || c.page_id || c.run_id), 1, 20) AS row_id,
    c.run_id AS batch_id,
    'clean' AS stage,
    'outcomes' AS table_name,
    c.page_id AS unit_id,
    c.reason,
    to_json(c) AS payload,
    'open' AS status,
    c.loaded_at AS quarantined_at
FROM candidate.clean.outcomes AS c
WHERE
    c.outcome = 'held'
    AND NOT EXISTS (
        SELECT 1 FROM quarantine.rows AS q WHERE q.stage = 'clean' AND q.unit_id = c.page_id AND q.status <> 'released'
    );

INSERT INTO clean.articles BY NAME
SELECT c.*
FROM candidate.clean.articles AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.articles AS p WHERE p.article_id = c.article_id);

INSERT INTO clean.article_versions BY NAME
SELECT c.*
FROM candidate.clean.article_versions AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.article_versions AS p WHERE p.version_id = c.version_id);

INSERT INTO clean.edits BY NAME
SELECT c.*
FROM candidate.clean.edits AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.edits AS p WHERE p.version_id = c.version_id AND p.ordinal = c.ordinal);

INSERT INTO clean.measures BY NAME
SELECT c.*
FROM candidate.clean.measures AS c
WHERE
    NOT EXISTS (
        SELECT 1 FROM clean.measures AS p
        WHERE p.source_id = c.source_id AND p."day" = c."day" AND p.run_id = c.run_id
    );

INSERT INTO clean.drift BY NAME
SELECT c.*
FROM candidate.clean.drift AS c
WHERE
    NOT EXISTS (
        SELECT 1 FROM clean.drift AS p
        WHERE p.source_id = c.source_id AND p."day" = c."day" AND p.measure = c.measure AND p.run_id = c.run_id
    );
