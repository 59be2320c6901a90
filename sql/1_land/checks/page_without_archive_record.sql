SELECT p.page_id AS unit_id, p.url, p.archive_file, p.archive_offset, p.payload_sha256, f.payload_sha256 AS fetched_sha256
FROM land.pages AS p
LEFT JOIN land.fetches AS f ON f.fetch_id = p.fetch_id
WHERE
    p.archive_file IS NULL
    OR p.archive_offset IS NULL
    OR f.payload_sha256 IS DISTINCT FROM p.payload_sha256
    OR f.archive_file IS DISTINCT FROM p.archive_file
    OR f.archive_offset IS DISTINCT FROM p.archive_offset;
