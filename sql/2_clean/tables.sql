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
    published_as_written VARCHAR,
    published_utc_offset_min INTEGER,
    published_flags VARCHAR[],
    published_conflicts VARCHAR[],
    corrected_fields VARCHAR[],
    published_stated_at TIMESTAMPTZ,
    calendar_as_written VARCHAR,
    modified_at TIMESTAMPTZ,
    modified_precision VARCHAR,
    modified_method VARCHAR,
    modified_confidence DOUBLE,
    modified_calendar VARCHAR,
    modified_as_written VARCHAR,
    extractor VARCHAR,
    extractor_version VARCHAR,
    zwnj_count INTEGER,
    zwnj_expected INTEGER,
    zwnj_kept INTEGER,
    zwnj_joined INTEGER,
    zwnj_suspect_loss BOOLEAN,
    arabic_letters DOUBLE,
    mixed_digits DOUBLE,
    mojibake DOUBLE,
    lost_first_letters INTEGER,
    presentation_forms INTEGER,
    bidi_controls INTEGER,
    control_chars INTEGER,
    homoglyphs INTEGER,
    norm_sha256 VARCHAR,
    seen_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS clean.edits (
    version_id VARCHAR,
    previous_version_id VARCHAR,
    ordinal INTEGER,
    kind VARCHAR,
    old_start INTEGER,
    old_end INTEGER,
    new_start INTEGER,
    new_end INTEGER,
    old_text VARCHAR,
    new_text VARCHAR,
    similarity DOUBLE,
    is_moved BOOLEAN,
    words JSON,
    numbers JSON,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS clean.measures (
    source_id VARCHAR,
    "day" DATE,
    n_pages INTEGER,
    share_extracted DOUBLE,
    refused_share DOUBLE,
    median_length DOUBLE,
    share_with_title DOUBLE,
    share_with_date DOUBLE,
    share_with_author DOUBLE,
    persian_letter_share DOUBLE,
    duplicate_body_share DOUBLE,
    boilerplate_share DOUBLE,
    zwnj_loss_share DOUBLE,
    mojibake_share DOUBLE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS clean.drift (
    source_id VARCHAR,
    "day" DATE,
    measure VARCHAR,
    severity VARCHAR,
    today DOUBLE,
    usual DOUBLE,
    lowest DOUBLE,
    highest DOUBLE,
    n_days INTEGER,
    wording VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);
