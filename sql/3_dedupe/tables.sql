CREATE SCHEMA IF NOT EXISTS dedupe;

CREATE TABLE IF NOT EXISTS dedupe.signatures (
    version_id VARCHAR,
    signature BLOB,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.members (
    version_id VARCHAR,
    article_id VARCHAR,
    dup_id VARCHAR,
    kind VARCHAR,
    similarity DOUBLE,
    nearest_version_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.links (
    version_id VARCHAR,
    to_version_id VARCHAR,
    kind VARCHAR,
    score DOUBLE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
