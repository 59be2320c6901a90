CREATE SCHEMA IF NOT EXISTS claims;

CREATE TABLE IF NOT EXISTS claims.readings (
    version_id VARCHAR,
    n_claims INTEGER,
    n_outlet_voice INTEGER,
    n_model_claims INTEGER,
    n_refused_proposals INTEGER,
    model VARCHAR,
    model_outcome VARCHAR,
    extractor_version VARCHAR,
    lexicon_version VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.claims (
    claim_id VARCHAR,
    article_id VARCHAR,
    version_id VARCHAR,
    lang VARCHAR,
    content_text VARCHAR,
    quote_type VARCHAR,
    attr_voice VARCHAR,
    attribution_basis VARCHAR,
    speaker_entity_id VARCHAR,
    speaker_surface VARCHAR,
    source_type VARCHAR,
    cue_text VARCHAR,
    cue_lemma VARCHAR,
    cue_class VARCHAR,
    modality VARCHAR,
    polarity VARCHAR,
    verification_status VARCHAR,
    event_date DATE,
    event_date_end DATE,
    event_date_precision VARCHAR,
    event_date_calendar VARCHAR,
    event_date_method VARCHAR,
    event_date_ambiguous BOOLEAN,
    event_date_basis VARCHAR,
    speech_act VARCHAR,
    reported_at TIMESTAMPTZ,
    method VARCHAR,
    rule VARCHAR,
    ordinal INTEGER,
    confidence DOUBLE,
    reasons JSON,
    lexicon_version VARCHAR,
    gazetteer_version VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.spans (
    claim_id VARCHAR,
    version_id VARCHAR,
    role VARCHAR,
    ordinal INTEGER,
    start INTEGER,
    "end" INTEGER,
    exact VARCHAR,
    prefix VARCHAR,
    suffix VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.hops (
    claim_id VARCHAR,
    version_id VARCHAR,
    hop INTEGER,
    role VARCHAR,
    entity_id VARCHAR,
    surface VARCHAR,
    cue_text VARCHAR,
    relation VARCHAR,
    explicit BOOLEAN,
    anonymity VARCHAR,
    number VARCHAR,
    start INTEGER,
    "end" INTEGER,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.entities (
    claim_id VARCHAR,
    version_id VARCHAR,
    mention_id VARCHAR,
    entity_id VARCHAR,
    role VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.quantities (
    quantity_id VARCHAR,
    claim_id VARCHAR,
    version_id VARCHAR,
    start INTEGER,
    "end" INTEGER,
    surface VARCHAR,
    value DOUBLE,
    value_high DOUBLE,
    qualifier VARCHAR,
    unit_ucum VARCHAR,
    measures VARCHAR,
    currency VARCHAR,
    as_of DATE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claims.topics (
    claim_id VARCHAR,
    version_id VARCHAR,
    topic_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
