-- What waits for a person, with the article it is about. `times` counts how often the same row was released before and came back.
WITH units AS (
    SELECT page_id AS unit_id, page_id FROM land.pages
    UNION ALL
    SELECT version_id AS unit_id, min(page_id) AS page_id FROM clean.outcomes WHERE version_id IS NOT NULL GROUP BY version_id
)

SELECT
    q.row_id,
    q.batch_id,
    q.stage,
    q.table_name,
    q.unit_id,
    q.reason,
    q.payload,
    q.quarantined_at,
    p.source_id,
    p.url,
    p.archive_file,
    p.archive_offset,
    p.payload_sha256,
    p.first_seen_at,
    (
        SELECT count(*) FROM quarantine.rows AS b
        WHERE b.stage = q.stage AND b.unit_id = q.unit_id AND b.reason = q.reason AND b.status = 'released'
    ) AS times
FROM quarantine.rows AS q
LEFT JOIN units AS u ON u.unit_id = q.unit_id
LEFT JOIN land.pages AS p ON p.page_id = u.page_id
WHERE q.status NOT IN ('released', 'discarded')
ORDER BY q.stage, q.reason, q.table_name, q.quarantined_at, q.row_id;
