CREATE SCHEMA IF NOT EXISTS corroborate;

CREATE TABLE IF NOT EXISTS corroborate.readings (
    version_id VARCHAR,
    n_claims INTEGER,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.statements (
    claim_id VARCHAR,
    version_id VARCHAR,
    article_id VARCHAR,
    lang VARCHAR,
    known_at TIMESTAMPTZ,
    is_dated BOOLEAN,
    terms VARCHAR[],
    stages VARCHAR[],
    roles VARCHAR[],
    speaker_entity_id VARCHAR,
    event_date DATE,
    event_month INTEGER,
    event_day INTEGER,
    date_text VARCHAR,
    is_negative BOOLEAN,
    is_denied BOOLEAN,
    is_hedged BOOLEAN,
    is_opinion BOOLEAN,
    is_unsettled BOOLEAN,
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

CREATE TABLE IF NOT EXISTS corroborate.cluster_merges (
    cluster_id VARCHAR,
    into_cluster_id VARCHAR,
    version_id VARCHAR,
    via_claim_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.links (
    link_id VARCHAR,
    version_id VARCHAR,
    claim_a VARCHAR,
    claim_b VARCHAR,
    article_a VARCHAR,
    article_b VARCHAR,
    relation VARCHAR,
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
    basis VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.drifts (
    drift_id VARCHAR,
    version_id VARCHAR,
    upstream_claim_id VARCHAR,
    downstream_claim_id VARCHAR,
    kind VARCHAR,
    upstream_says VARCHAR,
    downstream_says VARCHAR,
    basis VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.events (
    event_id VARCHAR,
    version_id VARCHAR,
    claim_id VARCHAR,
    kind VARCHAR,
    happened_at TIMESTAMPTZ,
    seen_at TIMESTAMPTZ,
    by_claim_id VARCHAR,
    explanation VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS corroborate.flags (
    claim_id VARCHAR,
    version_id VARCHAR,
    flag VARCHAR,
    source_id VARCHAR,
    entity_id VARCHAR,
    basis VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
