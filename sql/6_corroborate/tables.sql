CREATE SCHEMA IF NOT EXISTS corroborate;

CREATE TABLE IF NOT EXISTS corroborate.readings (
    version_id VARCHAR,
    n_claims INTEGER,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.members (
    claim_id VARCHAR,
    version_id VARCHAR,
    cluster_id VARCHAR,
    relation VARCHAR,
    via_claim_id VARCHAR,
    score DOUBLE,
    method VARCHAR,
    reasons JSON,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.origins (
    claim_id VARCHAR,
    version_id VARCHAR,
    origin_id VARCHAR,
    origin_kind VARCHAR,
    publisher_group VARCHAR,
    is_anonymous BOOLEAN,
    explanation VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.conflicts (
    conflict_id VARCHAR,
    version_id VARCHAR,
    cluster_id VARCHAR,
    claim_a VARCHAR,
    claim_b VARCHAR,
    field VARCHAR,
    value_a VARCHAR,
    value_b VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
