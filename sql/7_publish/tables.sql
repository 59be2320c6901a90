CREATE TABLE IF NOT EXISTS sources (
    source_id VARCHAR,
    name_en VARCHAR,
    name_fa VARCHAR,
    domain VARCHAR,
    languages VARCHAR[],
    base_country VARCHAR,
    affiliation_class VARCHAR,
    affiliation_note VARCHAR,
    affiliation_source VARCHAR,
    publisher_group VARCHAR,
    admiralty_reliability VARCHAR,
    valid_from DATE,
    valid_to DATE
);

CREATE TABLE IF NOT EXISTS feeds (
    feed_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    format VARCHAR,
    last_status INTEGER,
    last_outcome VARCHAR,
    last_polled_at TIMESTAMPTZ,
    last_ok_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS fetches (
    fetch_id VARCHAR,
    kind VARCHAR,
    source_id VARCHAR,
    url_requested VARCHAR,
    url_final VARCHAR,
    started_at TIMESTAMPTZ,
    http_status INTEGER,
    bytes BIGINT,
    content_type VARCHAR,
    raw_sha256 VARCHAR,
    storage_path VARCHAR,
    outcome VARCHAR,
    page_id VARCHAR,
    error_class VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS tombstones (
    tombstone_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    article_id VARCHAR,
    version_id VARCHAR,
    kind VARCHAR,
    http_status INTEGER,
    moved_to VARCHAR,
    last_seen_at TIMESTAMPTZ,
    noticed_at TIMESTAMPTZ,
    is_back BOOLEAN,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS coverage (
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
    n_new INTEGER,
    n_failed INTEGER,
    last_new_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS gaps (
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

CREATE TABLE IF NOT EXISTS blackouts (
    blackout_id VARCHAR,
    country VARCHAR,
    from_at TIMESTAMPTZ,
    to_at TIMESTAMPTZ,
    n_outlets INTEGER,
    reason VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS pages (
    page_id VARCHAR,
    fetch_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    first_seen_at TIMESTAMPTZ,
    version_id VARCHAR,
    fate VARCHAR,
    reason VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS articles (
    article_id VARCHAR,
    url_canonical VARCHAR,
    source_id VARCHAR,
    first_seen_at TIMESTAMPTZ,
    current_version_id VARCHAR,
    n_versions BIGINT,
    lang VARCHAR,
    script VARCHAR
);

CREATE TABLE IF NOT EXISTS article_versions (
    version_id VARCHAR,
    article_id VARCHAR,
    fetch_id VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    body VARCHAR,
    body_chars INTEGER,
    published_at TIMESTAMPTZ,
    published_precision VARCHAR,
    published_method VARCHAR,
    published_confidence DOUBLE,
    published_as_written VARCHAR,
    published_conflicts VARCHAR[],
    corrected_fields VARCHAR[],
    calendar_as_written VARCHAR,
    modified_at TIMESTAMPTZ,
    modified_method VARCHAR,
    extractor VARCHAR,
    extractor_version VARCHAR,
    zwnj_count INTEGER,
    zwnj_suspect_loss BOOLEAN,
    arabic_letters DOUBLE,
    mixed_digits DOUBLE,
    mojibake DOUBLE,
    lost_first_letters INTEGER,
    boilerplate JSON,
    norm_sha256 VARCHAR,
    seen_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS article_edits (
    version_id VARCHAR,
    previous_version_id VARCHAR,
    article_id VARCHAR,
    ordinal INTEGER,
    kind VARCHAR,
    old_text VARCHAR,
    new_text VARCHAR,
    new_start INTEGER,
    new_end INTEGER,
    numbers JSON,
    seen_at TIMESTAMPTZ,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS dup_clusters (
    dup_id VARCHAR,
    kind VARCHAR,
    root_article_id VARCHAR,
    n_articles BIGINT,
    n_outlets BIGINT
);

CREATE TABLE IF NOT EXISTS dup_members (
    dup_id VARCHAR,
    article_id VARCHAR,
    version_id VARCHAR,
    kind VARCHAR,
    similarity DOUBLE,
    nearest_version_id VARCHAR,
    same_outlet BOOLEAN,
    method VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS article_links (
    version_id VARCHAR,
    article_id VARCHAR,
    source_id VARCHAR,
    to_version_id VARCHAR,
    to_article_id VARCHAR,
    to_source_id VARCHAR,
    kind VARCHAR,
    score DOUBLE,
    direction VARCHAR,
    reasons VARCHAR[],
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS link_evidence (
    version_id VARCHAR,
    to_version_id VARCHAR,
    ordinal INTEGER,
    kind VARCHAR,
    start INTEGER,
    "end" INTEGER,
    exact VARCHAR,
    to_start INTEGER,
    to_end INTEGER,
    to_exact VARCHAR,
    bits DOUBLE,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS entities (
    entity_id VARCHAR,
    type VARCHAR,
    name_en VARCHAR,
    name_fa VARCHAR,
    wikidata VARCHAR,
    confidence VARCHAR
);

CREATE TABLE IF NOT EXISTS entity_names (
    entity_id VARCHAR,
    name VARCHAR,
    language VARCHAR,
    script VARCHAR,
    strength VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);

CREATE TABLE IF NOT EXISTS office_terms (
    office_id VARCHAR,
    entity_id VARCHAR,
    earliest_start DATE,
    latest_start DATE,
    earliest_end DATE,
    latest_end DATE,
    confidence VARCHAR,
    source VARCHAR
);

CREATE TABLE IF NOT EXISTS unknown_names (
    week_of DATE,
    local_id VARCHAR,
    name VARCHAR,
    type VARCHAR,
    language VARCHAR,
    n_mentions BIGINT,
    n_articles BIGINT,
    n_outlets BIGINT,
    samples VARCHAR[]
);

CREATE TABLE IF NOT EXISTS entity_mentions (
    mention_id VARCHAR,
    version_id VARCHAR,
    start INTEGER,
    "end" INTEGER,
    surface VARCHAR,
    entity_id VARCHAR,
    candidates VARCHAR[],
    link_method VARCHAR,
    link_score DOUBLE,
    mention_type VARCHAR,
    local_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS topics (
    topic_id VARCHAR,
    label_en VARCHAR,
    label_fa VARCHAR,
    iptc_code VARCHAR
);

CREATE TABLE IF NOT EXISTS article_topics (
    version_id VARCHAR,
    topic_id VARCHAR,
    score DOUBLE,
    method VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS article_evidence (
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

CREATE TABLE IF NOT EXISTS claims (
    claim_id VARCHAR,
    article_id VARCHAR,
    first_version_id VARCHAR,
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
    confidence DOUBLE,
    reasons JSON,
    lexicon_version VARCHAR,
    gazetteer_version VARCHAR,
    cluster_id VARCHAR,
    origin_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_spans (
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

CREATE TABLE IF NOT EXISTS attribution_hops (
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

CREATE TABLE IF NOT EXISTS claim_entities (
    claim_id VARCHAR,
    mention_id VARCHAR,
    entity_id VARCHAR,
    role VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_quantities (
    quantity_id VARCHAR,
    claim_id VARCHAR,
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

CREATE TABLE IF NOT EXISTS claim_topics (
    claim_id VARCHAR,
    topic_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_clusters (
    cluster_id VARCHAR,
    canonical_claim_id VARCHAR,
    label VARCHAR,
    n_claims BIGINT,
    n_articles BIGINT,
    n_outlets BIGINT,
    n_publisher_groups BIGINT,
    n_origins BIGINT,
    independence VARCHAR,
    first_reported_at TIMESTAMPTZ,
    superseded_by VARCHAR
);

CREATE TABLE IF NOT EXISTS claim_cluster_members (
    cluster_id VARCHAR,
    claim_id VARCHAR,
    relation VARCHAR,
    via_claim_id VARCHAR,
    score DOUBLE,
    method VARCHAR,
    via_root_id VARCHAR,
    reasons JSON,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_links (
    link_id VARCHAR,
    claim_a VARCHAR,
    claim_b VARCHAR,
    relation VARCHAR,
    score DOUBLE,
    method VARCHAR,
    reasons JSON,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS cluster_merges (
    cluster_id VARCHAR,
    into_cluster_id VARCHAR,
    via_claim_id VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_drifts (
    drift_id VARCHAR,
    kind VARCHAR,
    upstream_claim_id VARCHAR,
    upstream_says VARCHAR,
    upstream_version_id VARCHAR,
    upstream_start INTEGER,
    upstream_end INTEGER,
    downstream_claim_id VARCHAR,
    downstream_says VARCHAR,
    downstream_version_id VARCHAR,
    downstream_start INTEGER,
    downstream_end INTEGER,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_events (
    event_id VARCHAR,
    claim_id VARCHAR,
    kind VARCHAR,
    happened_at TIMESTAMPTZ,
    seen_at TIMESTAMPTZ,
    by_claim_id VARCHAR,
    explanation VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_flags (
    claim_id VARCHAR,
    flag VARCHAR,
    source_id VARCHAR,
    entity_id VARCHAR,
    basis VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS claim_conflicts (
    conflict_id VARCHAR,
    cluster_id VARCHAR,
    other_cluster_id VARCHAR,
    claim_a VARCHAR,
    claim_b VARCHAR,
    field VARCHAR,
    value_a VARCHAR,
    value_b VARCHAR,
    basis VARCHAR,
    run_id VARCHAR,
    loaded_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS quality_results (
    result_id VARCHAR,
    batch_id VARCHAR,
    stage VARCHAR,
    table_name VARCHAR,
    expectation VARCHAR,
    success BOOLEAN,
    observed JSON,
    unexpected_count BIGINT,
    severity VARCHAR,
    checked_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS runs (
    batch_id VARCHAR,
    kind VARCHAR,
    state VARCHAR,
    sources VARCHAR,
    started_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    code_version VARCHAR
);

CREATE TABLE IF NOT EXISTS quarantine (
    row_id VARCHAR,
    batch_id VARCHAR,
    stage VARCHAR,
    table_name VARCHAR,
    unit_id VARCHAR,
    reason VARCHAR,
    status VARCHAR,
    quarantined_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS quarantine_by_stage (
    stage VARCHAR,
    n_open BIGINT,
    n_released BIGINT,
    n_discarded BIGINT,
    oldest_open_at TIMESTAMPTZ,
    most_open BIGINT
);

CREATE TABLE IF NOT EXISTS maskings (
    masking_id VARCHAR,
    article_id VARCHAR,
    table_name VARCHAR,
    column_name VARCHAR,
    rules VARCHAR[],
    n_persons BIGINT,
    n_cells BIGINT,
    n_characters BIGINT
);
