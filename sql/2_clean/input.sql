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
