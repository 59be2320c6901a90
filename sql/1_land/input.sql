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
    max(last_new_at) AS last_new_at,
    arg_max(missed, looked_at) AS missed
FROM warehouse.land.coverage
WHERE kind = 'daily'
GROUP BY source_id
ORDER BY source_id;

-- The volume of each outlet by day: what its looks brought, the hours that they cover, and whether each of them and the one before it
-- could read the outlet. Looks of before there was a day of their own count for the day half a day before them.
CREATE TABLE input.days AS
WITH looks AS (
    SELECT
        source_id,
        n_new,
        coalesce("day", CAST(looked_at - INTERVAL 12 HOUR AS DATE)) AS "day",
        coalesce(hours, date_diff('minute', lag(looked_at) OVER outlet, looked_at) / 60) AS hours,
        outcome IN ('new', 'none_new') AS saw,
        coalesce(lag(outcome) OVER outlet IN ('new', 'none_new'), FALSE) AS saw_before
    FROM warehouse.land.coverage
    WHERE kind = 'daily' AND looked_at >= CAST(:now AS TIMESTAMPTZ) - INTERVAL 802 DAY
    WINDOW outlet AS (PARTITION BY source_id ORDER BY looked_at)
)

SELECT source_id, "day", CAST(sum(n_new) AS INTEGER) AS n_new, sum(hours) AS hours, bool_and(saw AND saw_before) AS is_read
FROM looks
GROUP BY source_id, "day"
ORDER BY source_id, "day";

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
