SELECT page_id AS unit_id, url, first_seen_at, loaded_at
FROM land.pages
WHERE first_seen_at > loaded_at + INTERVAL 1 DAY OR first_seen_at < TIMESTAMPTZ '1991-01-01 00:00:00+00';
