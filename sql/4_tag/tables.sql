CREATE SCHEMA IF NOT EXISTS tag;

CREATE TABLE IF NOT EXISTS tag.articles (
    version_id VARCHAR,
    relevant BOOLEAN,
    score DOUBLE,
    reason VARCHAR,
    gazetteer_version VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS tag.mentions (
    mention_id VARCHAR,
    version_id VARCHAR,
    start INTEGER,
    "end" INTEGER,
    surface VARCHAR,
    entity_id VARCHAR,
    candidates VARCHAR[],
    entity_type VARCHAR,
    link_method VARCHAR,
    link_score DOUBLE,
    mention_type VARCHAR,
    local_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS tag.topics (
    version_id VARCHAR,
    topic_id VARCHAR,
    score DOUBLE,
    evidence JSON,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS tag.evidence (
    version_id VARCHAR,
    subject VARCHAR,
    rule VARCHAR,
    rule_type VARCHAR,
    weight DOUBLE,
    in_title BOOLEAN,
    n_places INTEGER,
    start INTEGER,
    "end" INTEGER,
    surface VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
