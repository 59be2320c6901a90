-- What is known of each address: validators for a conditional request, digests for telling new bytes from old ones.
CREATE TABLE input.known AS
SELECT
    source_id,
    url_key,
    arg_max(url_final, started_at) AS url,
    arg_max(etag, started_at) FILTER (WHERE outcome <> 'failed') AS etag,
    arg_max(last_modified, started_at) FILTER (WHERE outcome <> 'failed') AS last_modified,
    arg_max(payload_sha256, started_at) FILTER (WHERE outcome <> 'failed') AS payload_sha256,
    arg_max(listing_fingerprint, started_at) FILTER (WHERE outcome <> 'failed') AS listing_fingerprint,
    list_sort(list(DISTINCT listing_fingerprint) FILTER (WHERE outcome <> 'failed')) AS listing_fingerprints,
    arg_max(listed_as, started_at) AS listed_as,
    arg_max(error_class, started_at) FILTER (WHERE outcome = 'failed') AS error_class,
    arg_max(retry_at, started_at) FILTER (WHERE outcome = 'failed') AS retry_at,
    arg_max(outcome, started_at) AS outcome,
    min(started_at) AS first_tried_at,
    max(started_at) AS last_tried_at,
    max(started_at) FILTER (WHERE outcome <> 'failed') AS last_seen_at,
    list(DISTINCT payload_sha256) FILTER (WHERE outcome = 'kept') AS versions
FROM warehouse.land.fetches
WHERE kind <> 'feed' AND url_key IS NOT NULL
GROUP BY source_id, url_key;

-- The record that each version's bytes lie in: what a revisit record refers to.
CREATE TABLE input.versions AS
SELECT
    source_id,
    url_key,
    payload_sha256,
    arg_min(page_id, first_seen_at) AS page_id,
    arg_min(url, first_seen_at) AS url,
    min(first_seen_at) AS first_seen_at,
    arg_min(archive_file, first_seen_at) AS archive_file,
    arg_min(archive_offset, first_seen_at) AS archive_offset
FROM warehouse.land.pages
GROUP BY source_id, url_key, payload_sha256;

-- How each listing fared: validators, the last whole answer, and how often in a row it was gone.
CREATE TABLE input.listings AS
SELECT
    p.source_id,
    p.feed_url,
    max(p.polled_at) AS polled_at,
    max(p.polled_at) FILTER (WHERE p.outcome IN ('new', 'none_new') AND NOT coalesce(p.is_conditional, FALSE)) AS whole_at,
    max(p.polled_at) FILTER (WHERE p.outcome IN ('new', 'none_new', 'unchanged')) AS good_at,
    arg_max(p.resume_at, p.polled_at) AS resume_at,
    count(*) FILTER (WHERE p.http_status IN (404, 410) AND p.polled_at > coalesce(g.good_at, TIMESTAMPTZ '1970-01-01')) AS n_gone,
    any_value(f.etag) AS etag,
    any_value(f.last_modified) AS last_modified,
    any_value(f.payload_sha256) AS payload_sha256,
    any_value(f.archive_file) AS archive_file,
    any_value(f.archive_offset) AS archive_offset,
    any_value(f.kept_at) AS kept_at
FROM warehouse.land.polls AS p
LEFT JOIN (
    SELECT feed_url, max(polled_at) AS good_at
    FROM warehouse.land.polls
    WHERE outcome IN ('new', 'none_new', 'unchanged')
    GROUP BY feed_url
) AS g ON g.feed_url = p.feed_url
LEFT JOIN (
    SELECT
        url_requested,
        arg_max(etag, started_at) AS etag,
        arg_max(last_modified, started_at) AS last_modified,
        arg_max(payload_sha256, started_at) AS payload_sha256,
        arg_max(archive_file, started_at) FILTER (WHERE outcome = 'kept') AS archive_file,
        arg_max(archive_offset, started_at) FILTER (WHERE outcome = 'kept') AS archive_offset,
        max(started_at) FILTER (WHERE outcome = 'kept') AS kept_at
    FROM warehouse.land.fetches
    WHERE kind = 'feed' AND outcome <> 'failed'
    GROUP BY url_requested
) AS f ON f.url_requested = p.feed_url
GROUP BY p.source_id, p.feed_url;

-- Addresses that are gone, until they answer again.
CREATE TABLE input.gone AS
SELECT t.source_id, t.url_key, max(t.noticed_at) AS noticed_at
FROM warehouse.land.tombstones AS t
WHERE NOT EXISTS (
    SELECT 1 FROM warehouse.land.fetches AS f
    WHERE f.source_id = t.source_id AND f.url_key = t.url_key AND f.outcome <> 'failed' AND f.started_at > t.noticed_at
)
GROUP BY t.source_id, t.url_key;
