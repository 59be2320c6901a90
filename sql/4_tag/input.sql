-- Ids first: texts are as wide as everything else together, and a join that carries them carries the whole past.
CREATE TABLE input.versions AS
WITH waiting AS MATERIALIZED (
    SELECT m.version_id
    FROM warehouse.dedupe.members AS m
    WHERE
        m.kind NOT IN ('exact', 'near')
        AND NOT EXISTS (SELECT 1 FROM warehouse.tag.articles AS t WHERE t.version_id = m.version_id)
        AND NOT EXISTS (
            SELECT 1 FROM warehouse.quarantine.rows AS q
            WHERE q.stage = 'tag' AND q.status <> 'released' AND q.unit_id = m.version_id
        )
)

SELECT v.version_id, v.article_id, v.title, v.body, v.published_at, a.lang, a.source_id
FROM waiting AS w
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = w.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
ORDER BY v.version_id;
