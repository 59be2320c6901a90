-- Pages that the first gate set aside were never promoted; they are listed in quarantine.
SELECT CAST(NULL AS VARCHAR) AS unit_id, f.fetch_id, f.page_id, f.source_id, f.url_requested
FROM fetches AS f
LEFT JOIN pages AS p ON p.page_id = f.page_id
WHERE
    f.outcome = 'kept'
    AND f.page_id IS NOT NULL
    AND p.page_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM quarantine AS q WHERE q.unit_id IN (f.page_id, f.fetch_id));
