-- What outlet health needs of land, since a day: looks and pages by outlet and day, what failed, and what could not be looked at.
CREATE SCHEMA land;

CREATE TABLE land.looks_by_day AS
SELECT
    source_id,
    CAST(looked_at AS DATE) AS day,
    count(*) AS n_looks,
    count(*) FILTER (WHERE outcome IN ('new', 'none_new')) AS n_read,
    max(looked_at) AS last_looked_at,
    max(looked_at) FILTER (WHERE outcome IN ('new', 'none_new')) AS last_read_at,
    arg_max(outcome, looked_at) AS last_outcome,
    arg_max(reason, looked_at) AS last_reason,
    arg_max(expected_per_day, looked_at) AS expected_per_day
FROM warehouse.land.coverage
WHERE looked_at >= :since
GROUP BY ALL
ORDER BY ALL;

CREATE TABLE land.pages_by_day AS
SELECT source_id, CAST(first_seen_at AS DATE) AS day, count(*) AS n_pages
FROM warehouse.land.pages
WHERE first_seen_at >= :since
GROUP BY ALL
ORDER BY ALL;

CREATE TABLE land.failures_by_day AS
SELECT source_id, CAST(started_at AS DATE) AS day, error_class, count(*) AS n_fetches
FROM warehouse.land.fetches
WHERE started_at >= :since AND outcome = 'failed'
GROUP BY ALL
ORDER BY ALL;

CREATE TABLE land.gaps AS
SELECT *
FROM warehouse.land.gaps
WHERE to_at IS NULL OR to_at >= :since
ORDER BY source_id, from_at;

CREATE TABLE land.blackouts AS
SELECT *
FROM warehouse.land.blackouts
WHERE to_at IS NULL OR to_at >= :since
ORDER BY country, from_at;

-- New pages by the outlet's own day, beside what was normal for such a day when they were counted.
CREATE TABLE land.volumes AS
SELECT
    source_id,
    "day",
    CAST(sum(n_new) AS INTEGER) AS n_new,
    arg_max(n_day, looked_at) AS n_day,
    arg_max(usual, looked_at) AS usual,
    arg_max(least, looked_at) AS least,
    arg_max(most, looked_at) AS most,
    arg_max(missed, looked_at) AS missed,
    arg_max(bearable, looked_at) AS bearable,
    arg_max(normal_why, looked_at) AS normal_why
FROM warehouse.land.coverage
WHERE looked_at >= :since AND kind = 'daily' AND "day" IS NOT NULL
GROUP BY source_id, "day"
ORDER BY source_id, "day";
