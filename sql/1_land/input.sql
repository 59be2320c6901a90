-- What this batch was asked to do.
CREATE TABLE input.batch AS
SELECT batch_id, kind
FROM warehouse.ledger.batches
WHERE batch_id = :batch_id;

-- The last look at each outlet, the last that saw something, and the gaps that are still open.
CREATE TABLE input.looks AS
SELECT
    source_id,
    max(looked_at) AS last_look_at,
    max(looked_at) FILTER (WHERE outcome IN ('new', 'none_new')) AS last_good_at,
    max(last_new_at) AS last_new_at
FROM warehouse.land.coverage
WHERE kind = 'daily'
GROUP BY source_id;

CREATE TABLE input.gaps AS
SELECT * EXCLUDE (run_id, loaded_at)
FROM warehouse.land.gaps
WHERE to_at IS NULL;

CREATE TABLE input.blackouts AS
SELECT * EXCLUDE (run_id, loaded_at)
FROM warehouse.land.blackouts
WHERE to_at IS NULL;

-- Records to be verified anew: a sample that differs from run to run and is the same for one run.
CREATE TABLE input.to_verify AS
SELECT fetch_id, archive_file, archive_offset, payload_sha256
FROM warehouse.land.fetches
WHERE outcome = 'kept' AND archive_file IS NOT NULL
ORDER BY md5(fetch_id || :batch_id)
LIMIT :evidence_sample;

-- Rows that a person has to look at are not taken again.
CREATE TABLE input.set_aside AS
SELECT DISTINCT unit_id
FROM warehouse.quarantine.rows
WHERE stage = 'land' AND status <> 'released';
