CREATE SCHEMA IF NOT EXISTS land;

CREATE TABLE IF NOT EXISTS land.polls (
    source_id VARCHAR,
    feed_url VARCHAR,
    polled_at TIMESTAMPTZ,
    outcome VARCHAR,
    http_status INTEGER,
    items INTEGER,
    bad_items INTEGER,
    new_pages INTEGER,
    detail VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.fetches (
    fetch_id VARCHAR,
    kind VARCHAR,
    source_id VARCHAR,
    url_requested VARCHAR,
    url_final VARCHAR,
    started_at TIMESTAMPTZ,
    http_status INTEGER,
    bytes BIGINT,
    content_type VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    payload_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    outcome VARCHAR,
    error_class VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.pages (
    page_id VARCHAR,
    fetch_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    payload_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    first_seen_at TIMESTAMPTZ,
    feed_title VARCHAR,
    feed_published_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
