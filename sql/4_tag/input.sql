CREATE TABLE input.versions AS
SELECT v.version_id, v.article_id, v.title, v.body, v.published_at, a.lang, a.source_id
FROM warehouse.clean.article_versions AS v
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
INNER JOIN warehouse.dedupe.members AS m ON m.version_id = v.version_id
WHERE
    m.kind NOT IN ('exact', 'near')
    AND NOT EXISTS (SELECT 1 FROM warehouse.tag.articles AS t WHERE t.version_id = v.version_id)
    AND NOT EXISTS (
        SELECT 1 FROM warehouse.quarantine.rows AS q
        WHERE q.stage = 'tag' AND q.status <> 'released' AND q.unit_id = v.version_id
    )
ORDER BY v.version_id;
