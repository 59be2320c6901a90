SELECT f.fetch_id AS unit_id, f.source_id, f.url_requested, f.page_id, f.payload_sha256
FROM land.fetches AS f
LEFT JOIN land.pages AS p ON p.page_id = f.page_id
WHERE
    f.outcome = 'kept'
    AND f.kind <> 'feed'
    AND p.page_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM input.set_aside AS s WHERE s.unit_id = f.page_id);
