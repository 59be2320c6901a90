WITH masked AS (
    SELECT
        page_id,
        version_id,
        length(body) AS chars,
        unnest(from_json(boilerplate, '[{"start": "INTEGER", "end": "INTEGER", "kind": "VARCHAR"}]')) AS mask
    FROM clean.article_versions
)

SELECT m.page_id AS unit_id, m.version_id, m.mask.start AS start, m.mask."end" AS "end", m.chars
FROM masked AS m
WHERE NOT (m.mask.start BETWEEN 0 AND m.mask."end" - 1 AND m.mask."end" <= m.chars);
