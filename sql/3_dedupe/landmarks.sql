-- What the index of landmarks is made from: with the day from which on a text was known, counted from 1970.
SELECT position, version_id || ' ' || run_id AS mark, landmarks, cast(floor(epoch(known_at) / 86400) AS BIGINT) AS day
FROM dedupe.traces
WHERE position >= :first AND position < :stop
ORDER BY position;
