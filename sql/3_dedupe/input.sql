-- Ids first: texts are as wide as everything else together, and a join that carries them carries the whole past.
CREATE TABLE input.versions AS
WITH waiting AS MATERIALIZED (
    SELECT v.version_id
    FROM warehouse.clean.article_versions AS v
    WHERE
        NOT EXISTS (SELECT 1 FROM warehouse.dedupe.members AS m WHERE m.version_id = v.version_id)
        AND NOT EXISTS (
            SELECT 1 FROM warehouse.quarantine.rows AS q
            WHERE q.stage = 'dedupe' AND q.status <> 'released' AND q.unit_id = v.version_id
        )
)

SELECT
    v.version_id,
    v.article_id,
    v.title,
    v.byline,
    v.body,
    v.boilerplate,
    v.published_at,
    v.published_precision,
    v.seen_at,
    v.norm_sha256,
    a.lang,
    a.source_id,
    a.url_canonical
FROM waiting AS w
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = w.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
ORDER BY coalesce(v.published_at, date_trunc('day', v.seen_at)), v.version_id;

-- Positions in the past that hold a key which the stage looked for.
CREATE TABLE input.found (name VARCHAR, position BIGINT);
