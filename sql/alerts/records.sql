-- Archived records to look at now: another draw at every look, the same for the same look.
SELECT fetch_id, archive_file, archive_offset, payload_sha256
FROM land.fetches
WHERE archive_file IS NOT NULL AND outcome = 'kept'
ORDER BY md5(fetch_id || :draw)
LIMIT :most;
