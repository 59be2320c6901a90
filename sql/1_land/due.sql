-- Articles whose next look is due: an age has passed since the last look. One that got no answer was no look.
CREATE TABLE input.due AS
SELECT
    a.source_id,
    a.url_key,
    a.url,
    max(a.first_seen_at + to_seconds(age.seconds)) AS due_at
FROM (
    SELECT source_id, url_key, arg_max(url, first_seen_at) AS url, min(first_seen_at) AS first_seen_at
    FROM warehouse.land.pages
    GROUP BY source_id, url_key
) AS a
CROSS JOIN (SELECT unnest(CAST(string_split(:recheck_seconds, ',') AS BIGINT[])) AS seconds) AS age
INNER JOIN (
    SELECT source_id, url_key, max(started_at) AS last_look_at
    FROM warehouse.land.fetches
    WHERE kind <> 'feed' AND (outcome <> 'failed' OR (http_status < 500 AND http_status <> 429))
    GROUP BY source_id, url_key
) AS l ON l.source_id = a.source_id AND l.url_key = a.url_key
WHERE
    a.first_seen_at + to_seconds(age.seconds) <= :now
    AND a.first_seen_at + to_seconds(age.seconds) > l.last_look_at
GROUP BY a.source_id, a.url_key, a.url
ORDER BY a.source_id, a.url_key;
