-- Validators and digests of the last good answer of each address: what a conditional request needs.
CREATE TABLE input.known AS
SELECT
    url_requested,
    arg_max(etag, started_at) AS etag,
    arg_max(last_modified, started_at) AS last_modified,
    arg_max(payload_sha256, started_at) AS payload_sha256
FROM warehouse.land.fetches
WHERE outcome IN ('kept', 'unchanged')
GROUP BY url_requested;

-- Bytes that landed before, whatever their fate.
CREATE TABLE input.pages AS
SELECT page_id
FROM warehouse.land.pages;

-- Pages that a person has to look at are not taken again.
CREATE TABLE input.set_aside AS
SELECT DISTINCT unit_id
FROM warehouse.quarantine.rows
WHERE stage = 'land' AND status = 'open';
