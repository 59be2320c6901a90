CREATE SCHEMA IF NOT EXISTS dedupe;

CREATE TABLE IF NOT EXISTS dedupe.signatures (
    version_id VARCHAR,
    position BIGINT,
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
    same_outlet BOOLEAN,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.mergers (
    cluster_id VARCHAR,
    into_cluster_id VARCHAR,
    surviving_id VARCHAR,
    version_id VARCHAR,
    to_version_id VARCHAR,
    similarity DOUBLE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.traces (
    version_id VARCHAR,
    position BIGINT,
    known_at TIMESTAMPTZ,
    chars INTEGER,
    keys UINTEGER[],
    passages BLOB,
    landmarks BLOB,
    credited VARCHAR[],
    upstream VARCHAR[],
    own_sources INTEGER[],
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.links (
    version_id VARCHAR,
    to_version_id VARCHAR,
    kind VARCHAR,
    score DOUBLE,
    direction VARCHAR,
    reasons VARCHAR[],
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dedupe.evidence (
    version_id VARCHAR,
    to_version_id VARCHAR,
    ordinal INTEGER,
    kind VARCHAR,
    start INTEGER,
    "end" INTEGER,
    to_start INTEGER,
    to_end INTEGER,
    bits DOUBLE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
