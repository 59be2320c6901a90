CREATE SCHEMA IF NOT EXISTS clean;

CREATE TABLE IF NOT EXISTS clean.outcomes (
    page_id VARCHAR,
    outcome VARCHAR,
    reason VARCHAR,
    detail VARCHAR,
    version_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS clean.articles (
    article_id VARCHAR,
    page_id VARCHAR,
    source_id VARCHAR,
    url_canonical VARCHAR,
    first_seen_at TIMESTAMPTZ,
    lang VARCHAR,
    script VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS clean.article_versions (
    version_id VARCHAR,
    article_id VARCHAR,
    page_id VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    body VARCHAR,
    body_chars INTEGER,
    boilerplate JSON,
    published_at TIMESTAMPTZ,
    published_precision VARCHAR,
    published_method VARCHAR,
    published_confidence DOUBLE,
    published_candidates VARCHAR[],
    calendar_as_written VARCHAR,
    extractor VARCHAR,
    extractor_version VARCHAR,
    zwnj_count INTEGER,
    zwnj_suspect_loss BOOLEAN,
    norm_sha256 VARCHAR,
    seen_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
