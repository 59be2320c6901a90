SELECT fetch_id AS unit_id, url_requested, http_status, bytes, payload_sha256, archive_file, error_class
FROM land.fetches
WHERE
    outcome IN ('kept', 'moved')
    AND (
        payload_sha256 IS NULL
        OR NOT regexp_full_match(payload_sha256, '[0-9a-f]{64}')
        OR coalesce(bytes, 0) <= 0
        OR archive_file IS NULL
        OR archive_offset IS NULL
        OR record_kind IS DISTINCT FROM 'response'
        OR http_status IS NULL
        OR http_status NOT BETWEEN 200 AND 299
        OR error_class IS NOT NULL
    );
