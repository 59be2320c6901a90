CREATE SCHEMA IF NOT EXISTS land;

CREATE TABLE IF NOT EXISTS land.polls (
    poll_id VARCHAR,
    source_id VARCHAR,
    feed_url VARCHAR,
    format VARCHAR,
    polled_at TIMESTAMPTZ,
    outcome VARCHAR,
    http_status INTEGER,
    items INTEGER,
    bad_items INTEGER,
    known_items INTEGER,
    new_pages INTEGER,
    is_partial BOOLEAN,
    is_conditional BOOLEAN,
    resume_at BIGINT,
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
    url_key VARCHAR,
    started_at TIMESTAMPTZ,
    http_status INTEGER,
    bytes BIGINT,
    content_type VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    payload_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    record_kind VARCHAR,
    page_id VARCHAR,
    outcome VARCHAR,
    error_class VARCHAR,
    retry_at TIMESTAMPTZ,
    attempts INTEGER,
    listing_fingerprint VARCHAR,
    listed_as JSON,
    imported_from VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.pages (
    page_id VARCHAR,
    fetch_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    url_key VARCHAR,
    payload_sha256 VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    first_seen_at TIMESTAMPTZ,
    feed_title VARCHAR,
    feed_published_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.tombstones (
    tombstone_id VARCHAR,
    source_id VARCHAR,
    url_key VARCHAR,
    page_id VARCHAR,
    fetch_id VARCHAR,
    kind VARCHAR,
    http_status INTEGER,
    moved_to VARCHAR,
    last_seen_at TIMESTAMPTZ,
    noticed_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.coverage (
    look_id VARCHAR,
    source_id VARCHAR,
    country VARCHAR,
    kind VARCHAR,
    looked_at TIMESTAMPTZ,
    outcome VARCHAR,
    reason VARCHAR,
    n_listings INTEGER,
    n_listings_failed INTEGER,
    n_items INTEGER,
    n_known_items INTEGER,
    n_new INTEGER,
    n_failed INTEGER,
    last_new_at TIMESTAMPTZ,
    expected_per_day DOUBLE,
    "day" DATE,
    hours DOUBLE,
    kind_of_day VARCHAR,
    n_day INTEGER,
    usual DOUBLE,
    least INTEGER,
    most INTEGER,
    missed DOUBLE,
    bearable DOUBLE,
    normal_why VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.gaps (
    gap_id VARCHAR,
    source_id VARCHAR,
    country VARCHAR,
    from_at TIMESTAMPTZ,
    to_at TIMESTAMPTZ,
    reason VARCHAR,
    n_looks INTEGER,
    is_lossy BOOLEAN,
    blackout_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.blackouts (
    blackout_id VARCHAR,
    country VARCHAR,
    from_at TIMESTAMPTZ,
    to_at TIMESTAMPTZ,
    n_outlets INTEGER,
    reason VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS land.verifications (
    fetch_id VARCHAR,
    archive_file VARCHAR,
    archive_offset BIGINT,
    verified_at TIMESTAMPTZ,
    verdict VARCHAR,
    detail VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
