INSERT INTO feeds
SELECT
    substr(sha256(feed_url), 1, 20) AS feed_id,
    arg_max(source_id, polled_at) AS source_id,
    feed_url AS url,
    arg_max(format, polled_at) FILTER (WHERE format <> 'unchanged') AS format,
    arg_max(http_status, polled_at) AS last_status,
    arg_max(outcome, polled_at) AS last_outcome,
    max(polled_at) AS last_polled_at,
    max(polled_at) FILTER (WHERE outcome IN ('new', 'none_new', 'unchanged')) AS last_ok_at
FROM warehouse.land.polls
WHERE source_id IS NOT NULL
GROUP BY feed_url
ORDER BY feed_id;

INSERT INTO fetches
SELECT
    fetch_id,
    kind,
    source_id,
    url_requested,
    url_final,
    started_at,
    http_status,
    bytes,
    content_type,
    payload_sha256 AS raw_sha256,
    archive_file || '@' || archive_offset AS storage_path,
    outcome,
    page_id,
    error_class,
    run_id,
    loaded_at
FROM warehouse.land.fetches
ORDER BY started_at, fetch_id;

INSERT INTO tombstones
SELECT
    t.tombstone_id,
    t.source_id,
    t.url_key AS url,
    v.article_id,
    o.version_id,
    t.kind,
    t.http_status,
    t.moved_to,
    t.last_seen_at,
    t.noticed_at,
    b.source_id IS NOT NULL AS is_back,
    t.run_id,
    t.loaded_at
FROM warehouse.land.tombstones AS t
LEFT JOIN (
    SELECT source_id, url_key, max(started_at) AS seen_at
    FROM warehouse.land.fetches
    WHERE kind <> 'feed' AND outcome IN ('kept', 'unchanged', 'reverted')
    GROUP BY source_id, url_key
) AS b ON b.source_id = t.source_id AND b.url_key = t.url_key AND b.seen_at > t.noticed_at
LEFT JOIN warehouse.clean.outcomes AS o ON o.page_id = t.page_id
LEFT JOIN warehouse.clean.article_versions AS v ON v.version_id = o.version_id
ORDER BY t.noticed_at, t.tombstone_id;

INSERT INTO coverage
SELECT
    look_id,
    source_id,
    country,
    kind,
    looked_at,
    outcome,
    reason,
    n_listings,
    n_listings_failed,
    n_items,
    n_new,
    n_failed,
    last_new_at,
    run_id,
    loaded_at
FROM warehouse.land.coverage
ORDER BY looked_at, source_id;

INSERT INTO gaps
SELECT gap_id, source_id, country, from_at, to_at, reason, n_looks, is_lossy, blackout_id, run_id, loaded_at
FROM warehouse.land.gaps
ORDER BY from_at, source_id;

INSERT INTO blackouts
SELECT blackout_id, country, from_at, to_at, n_outlets, reason, run_id, loaded_at
FROM warehouse.land.blackouts
ORDER BY from_at, country;

INSERT INTO pages
SELECT
    p.page_id,
    p.fetch_id,
    p.source_id,
    p.url,
    p.first_seen_at,
    o.version_id,
    CASE
        WHEN q.is_discarded THEN 'discarded'
        WHEN q.is_open THEN 'quarantined'
        WHEN o.outcome = 'rejected' THEN 'rejected'
        WHEN o.outcome = 'unchanged' THEN 'duplicate'
        WHEN m.kind IN ('exact', 'near') THEN 'duplicate'
        WHEN t.relevant = FALSE THEN 'irrelevant'
        WHEN c.version_id IS NOT NULL THEN 'published'
        WHEN q.page_id IS NOT NULL THEN 'quarantined'
        ELSE 'waiting'
    END AS fate,
    CASE
        WHEN q.is_discarded OR q.is_open THEN q.reason
        WHEN o.outcome = 'rejected' THEN o.reason
        WHEN o.outcome = 'unchanged' THEN 'same_text'
        WHEN m.kind IN ('exact', 'near') THEN m.kind || '_copy'
        WHEN t.relevant = FALSE THEN t.reason
        WHEN c.version_id IS NOT NULL THEN 'relevant'
        WHEN q.page_id IS NOT NULL THEN q.reason || ' (released, the next run takes it up)'
        ELSE 'not every stage has decided'
    END AS reason,
    p.run_id,
    p.loaded_at
FROM warehouse.land.pages AS p
LEFT JOIN warehouse.clean.outcomes AS o ON o.page_id = p.page_id
LEFT JOIN warehouse.dedupe.members AS m ON m.version_id = o.version_id
LEFT JOIN warehouse.tag.articles AS t ON t.version_id = o.version_id
LEFT JOIN warehouse.corroborate.readings AS c ON c.version_id = o.version_id
LEFT JOIN (
    SELECT
        u.page_id,
        bool_or(r.status = 'discarded') AS is_discarded,
        bool_or(r.status NOT IN ('released', 'discarded')) AS is_open,
        arg_min(r.stage || ': ' || r.reason, (r.status <> 'discarded', r.status = 'released', r.stage, r.reason)) AS reason
    FROM (
        SELECT page_id, page_id AS unit_id FROM warehouse.land.pages
        UNION ALL
        SELECT page_id, version_id AS unit_id FROM warehouse.clean.outcomes
    ) AS u
    INNER JOIN warehouse.quarantine.rows AS r ON r.unit_id = u.unit_id
    GROUP BY u.page_id
) AS q ON q.page_id = p.page_id
ORDER BY p.first_seen_at, p.page_id;

-- Versions that readers see: published ones, and the copies that corroborate nothing but count as articles.
CREATE TEMPORARY TABLE shown AS
SELECT v.version_id, v.article_id
FROM warehouse.clean.article_versions AS v
WHERE v.version_id IN (
    SELECT version_id FROM pages WHERE fate IN ('published', 'duplicate')
);

INSERT INTO articles
SELECT
    a.article_id,
    any_value(a.url_canonical) AS url_canonical,
    any_value(a.source_id) AS source_id,
    min(a.first_seen_at) AS first_seen_at,
    arg_max(v.version_id, v.seen_at) AS current_version_id,
    count(*) AS n_versions,
    any_value(a.lang) AS lang,
    any_value(a.script) AS script
FROM shown AS s
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = s.version_id
INNER JOIN warehouse.clean.articles AS a ON a.article_id = v.article_id
GROUP BY a.article_id
ORDER BY a.article_id;

INSERT INTO article_versions
SELECT
    v.version_id,
    v.article_id,
    p.fetch_id,
    v.title,
    v.byline,
    v.body,
    v.body_chars,
    v.published_at,
    v.published_precision,
    v.published_method,
    v.published_confidence,
    v.published_as_written,
    v.published_conflicts,
    v.corrected_fields,
    v.calendar_as_written,
    v.modified_at,
    v.modified_method,
    v.extractor,
    v.extractor_version,
    v.zwnj_count,
    v.zwnj_suspect_loss,
    v.arabic_letters,
    v.mixed_digits,
    v.mojibake,
    v.lost_first_letters,
    v.boilerplate,
    v.norm_sha256,
    v.seen_at,
    v.run_id,
    v.loaded_at
FROM shown AS s
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = s.version_id
INNER JOIN warehouse.land.pages AS p ON p.page_id = v.page_id
ORDER BY v.version_id;

INSERT INTO article_edits
SELECT
    e.version_id,
    e.previous_version_id,
    v.article_id,
    e.ordinal,
    e.kind,
    e.old_text,
    e.new_text,
    e.new_start,
    e.new_end,
    e.numbers,
    v.seen_at,
    e.run_id,
    e.loaded_at
FROM warehouse.clean.edits AS e
INNER JOIN shown AS s ON s.version_id = e.version_id
INNER JOIN warehouse.clean.article_versions AS v ON v.version_id = e.version_id
ORDER BY e.version_id, e.ordinal;

INSERT INTO dup_members
SELECT
    coalesce(g.surviving_id, m.dup_id) AS dup_id,
    m.article_id,
    m.version_id,
    m.kind,
    m.similarity,
    m.nearest_version_id,
    coalesce(m.same_outlet, FALSE) AS same_outlet,
    'minhash' AS method,
    m.run_id,
    m.loaded_at
FROM warehouse.dedupe.members AS m
INNER JOIN shown AS s ON s.version_id = m.version_id
LEFT JOIN warehouse.dedupe.mergers AS g ON g.cluster_id = m.dup_id
ORDER BY 1, m.version_id;

INSERT INTO dup_clusters
SELECT
    d.dup_id,
    CASE
        WHEN bool_or(d.kind = 'near') THEN 'near'
        WHEN bool_or(d.kind = 'exact') THEN 'exact'
        ELSE 'unique'
    END AS kind,
    arg_min(d.article_id, v.seen_at) FILTER (WHERE d.kind NOT IN ('exact', 'near')) AS root_article_id,
    count(DISTINCT d.article_id) AS n_articles,
    count(DISTINCT a.source_id) AS n_outlets
FROM dup_members AS d
INNER JOIN article_versions AS v ON v.version_id = d.version_id
INNER JOIN articles AS a ON a.article_id = d.article_id
GROUP BY d.dup_id
ORDER BY d.dup_id;

INSERT INTO article_links
SELECT
    l.version_id,
    v.article_id,
    a.source_id,
    l.to_version_id,
    w.article_id AS to_article_id,
    b.source_id AS to_source_id,
    l.kind,
    l.score,
    l.direction,
    l.reasons,
    l.run_id,
    l.loaded_at
FROM warehouse.dedupe.links AS l
INNER JOIN article_versions AS v ON v.version_id = l.version_id
INNER JOIN articles AS a ON a.article_id = v.article_id
INNER JOIN article_versions AS w ON w.version_id = l.to_version_id
INNER JOIN articles AS b ON b.article_id = w.article_id
WHERE l.direction IS NOT NULL
ORDER BY l.version_id, l.to_version_id;

INSERT INTO link_evidence
SELECT
    e.version_id,
    e.to_version_id,
    e.ordinal,
    e.kind,
    e.start,
    e."end",
    substr(v.body, e.start + 1, e."end" - e.start) AS exact,
    e.to_start,
    e.to_end,
    substr(w.body, e.to_start + 1, e.to_end - e.to_start) AS to_exact,
    e.bits,
    e.run_id,
    e.loaded_at
FROM warehouse.dedupe.evidence AS e
INNER JOIN article_links AS l ON l.version_id = e.version_id AND l.to_version_id = e.to_version_id
INNER JOIN article_versions AS v ON v.version_id = e.version_id
INNER JOIN article_versions AS w ON w.version_id = e.to_version_id
ORDER BY e.version_id, e.to_version_id, e.ordinal;

INSERT INTO entity_mentions
SELECT
    m.mention_id,
    m.version_id,
    m.start,
    m."end",
    m.surface,
    m.entity_id,
    m.candidates,
    m.link_method,
    m.link_score,
    m.mention_type,
    m.local_id,
    m.run_id,
    m.loaded_at
FROM warehouse.tag.mentions AS m
INNER JOIN pages AS p ON p.version_id = m.version_id AND p.fate = 'published'
ORDER BY m.version_id, m.start, m.mention_id;

-- A week begins on Monday; an article whose day is unknown counts where it was first seen.
INSERT INTO unknown_names
SELECT
    CAST(date_trunc('week', coalesce(v.published_at, v.seen_at) AT TIME ZONE 'UTC') AS DATE) AS week_of,
    m.local_id,
    max_by(m.surface, (length(m.surface), m.surface)) AS name,
    min(t.entity_type) AS type,
    min(a.lang) AS language,
    count(*) AS n_mentions,
    count(DISTINCT v.article_id) AS n_articles,
    count(DISTINCT a.source_id) AS n_outlets,
    list(
        trim(substr(v.body, greatest(1, m.start - 79), 80 + length(m.surface) + 80)) ORDER BY v.version_id, m.start
    )[1:3] AS samples
FROM entity_mentions AS m
INNER JOIN warehouse.tag.mentions AS t ON t.mention_id = m.mention_id
INNER JOIN article_versions AS v ON v.version_id = m.version_id
INNER JOIN articles AS a ON a.article_id = v.article_id
WHERE m.local_id IS NOT NULL AND m.mention_type = 'name'
GROUP BY week_of, m.local_id
ORDER BY week_of DESC, n_articles DESC, n_mentions DESC, m.local_id;

INSERT INTO article_topics
SELECT t.version_id, t.topic_id, t.score, 'rules' AS method, t.run_id, t.loaded_at
FROM warehouse.tag.topics AS t
INNER JOIN pages AS p ON p.version_id = t.version_id AND p.fate = 'published'
ORDER BY t.version_id, t.topic_id;

INSERT INTO article_evidence
SELECT
    e.version_id,
    e.subject,
    e.rule,
    e.rule_type,
    e.weight,
    e.in_title,
    e.n_places,
    e.start,
    e."end",
    e.surface,
    e.run_id,
    e.loaded_at
FROM warehouse.tag.evidence AS e
INNER JOIN pages AS p ON p.version_id = e.version_id AND p.fate IN ('published', 'irrelevant')
ORDER BY e.version_id, e.subject, e.rule_type, e.rule;

CREATE TEMPORARY TABLE told AS
SELECT c.claim_id
FROM warehouse.claims.claims AS c
INNER JOIN pages AS p ON p.version_id = c.version_id AND p.fate = 'published';

-- A cluster that turned out to be an older one counts for that one, however long the way there; the name that it had stays in cluster_merges.
CREATE TEMPORARY TABLE placed AS
WITH RECURSIVE steps AS (
    SELECT DISTINCT cluster_id AS was_id, cluster_id AS now_id, 0 AS n_steps
    FROM warehouse.corroborate.members
    UNION
    SELECT s.was_id, m.into_cluster_id AS now_id, s.n_steps + 1 AS n_steps
    FROM steps AS s
    INNER JOIN warehouse.corroborate.cluster_merges AS m ON m.cluster_id = s.now_id
    WHERE s.n_steps < 100
),

last AS (
    SELECT was_id, arg_max(now_id, n_steps) AS cluster_id
    FROM steps
    GROUP BY was_id
)

SELECT m.* EXCLUDE (cluster_id), l.cluster_id
FROM warehouse.corroborate.members AS m
INNER JOIN last AS l ON l.was_id = m.cluster_id;

INSERT INTO claims
SELECT
    c.claim_id,
    c.article_id,
    c.version_id AS first_version_id,
    c.lang,
    c.content_text,
    c.quote_type,
    c.attr_voice,
    c.attribution_basis,
    c.speaker_entity_id,
    c.speaker_surface,
    c.source_type,
    c.cue_text,
    c.cue_lemma,
    c.cue_class,
    c.modality,
    c.polarity,
    c.verification_status,
    c.event_date,
    c.event_date_end,
    c.event_date_precision,
    c.event_date_calendar,
    c.event_date_method,
    c.event_date_ambiguous,
    c.event_date_basis,
    c.speech_act,
    c.reported_at,
    c.method,
    c.rule,
    c.confidence,
    c.reasons,
    c.lexicon_version,
    c.gazetteer_version,
    m.cluster_id,
    o.origin_id,
    c.run_id,
    c.loaded_at
FROM warehouse.claims.claims AS c
INNER JOIN told AS t ON t.claim_id = c.claim_id
LEFT JOIN placed AS m ON m.claim_id = c.claim_id
LEFT JOIN warehouse.corroborate.origins AS o ON o.claim_id = c.claim_id
ORDER BY c.claim_id;

INSERT INTO claim_spans
SELECT
    s.claim_id,
    s.version_id,
    s.role,
    s.ordinal,
    s.start,
    s."end",
    s.exact,
    s.prefix,
    s.suffix,
    s.run_id,
    s.loaded_at
FROM warehouse.claims.spans AS s
INNER JOIN told AS t ON t.claim_id = s.claim_id
INNER JOIN pages AS p ON p.version_id = s.version_id AND p.fate = 'published'
ORDER BY s.claim_id, s.version_id, s.role, s.ordinal;

INSERT INTO attribution_hops
SELECT
    h.claim_id,
    h.version_id,
    h.hop,
    h.role,
    h.entity_id,
    h.surface,
    h.cue_text,
    h.relation,
    h.explicit,
    h.anonymity,
    h.number,
    h.start,
    h."end",
    h.run_id,
    h.loaded_at
FROM warehouse.claims.hops AS h
INNER JOIN told AS t ON t.claim_id = h.claim_id
INNER JOIN pages AS p ON p.version_id = h.version_id AND p.fate = 'published'
ORDER BY h.claim_id, h.version_id, h.hop;

INSERT INTO claim_entities
SELECT e.claim_id, e.mention_id, e.entity_id, e.role, e.run_id, e.loaded_at
FROM warehouse.claims.entities AS e
INNER JOIN told AS t ON t.claim_id = e.claim_id
INNER JOIN entity_mentions AS m ON m.mention_id = e.mention_id
ORDER BY e.claim_id, e.mention_id, e.role;

INSERT INTO claim_quantities
SELECT
    q.quantity_id,
    q.claim_id,
    q.start,
    q."end",
    q.surface,
    q.value,
    q.value_high,
    q.qualifier,
    q.unit_ucum,
    q.measures,
    q.currency,
    q.as_of,
    q.run_id,
    q.loaded_at
FROM warehouse.claims.quantities AS q
INNER JOIN told AS t ON t.claim_id = q.claim_id
ORDER BY q.claim_id, q.start;

INSERT INTO claim_topics
SELECT t.claim_id, t.topic_id, t.run_id, t.loaded_at
FROM warehouse.claims.topics AS t
INNER JOIN told AS d ON d.claim_id = t.claim_id
ORDER BY t.claim_id, t.topic_id;

INSERT INTO claim_cluster_members
SELECT m.cluster_id, m.claim_id, m.relation, m.via_claim_id, m.score, m.method, o.origin_id AS via_root_id, m.reasons, m.run_id, m.loaded_at
FROM placed AS m
INNER JOIN told AS t ON t.claim_id = m.claim_id
INNER JOIN warehouse.corroborate.origins AS o ON o.claim_id = m.claim_id
ORDER BY m.cluster_id, m.claim_id;

-- Only claims that say the same count; overlaps and conflicts are members that readers can see, not support.
INSERT INTO claim_clusters
WITH agreeing AS (
    SELECT
        m.cluster_id,
        c.claim_id,
        c.article_id,
        c.content_text,
        o.origin_id,
        o.is_anonymous,
        coalesce(c.reported_at, v.seen_at) AS known_at,
        -- First by day, then by id: two claims of one article share the instant.
        strftime(coalesce(c.reported_at, date_trunc('day', v.seen_at)), '%Y%m%d%H%M%S') || c.claim_id AS rank
    FROM claim_cluster_members AS m
    INNER JOIN claims AS c ON c.claim_id = m.claim_id
    INNER JOIN article_versions AS v ON v.version_id = c.first_version_id
    INNER JOIN warehouse.corroborate.origins AS o ON o.claim_id = c.claim_id
    WHERE m.relation IN ('same', 'same_with_difference')
),

carrying AS (
    SELECT DISTINCT g.cluster_id, d2.article_id, a.source_id, s.publisher_group
    FROM agreeing AS g
    INNER JOIN dup_members AS d1 ON d1.article_id = g.article_id
    INNER JOIN dup_members AS d2 ON d2.dup_id = d1.dup_id
    INNER JOIN articles AS a ON a.article_id = d2.article_id
    LEFT JOIN sources AS s ON s.source_id = a.source_id
),

carried AS (
    SELECT
        cluster_id,
        count(DISTINCT article_id) AS n_articles,
        count(DISTINCT source_id) AS n_outlets,
        count(DISTINCT coalesce(publisher_group, 'unlisted')) AS n_publisher_groups
    FROM carrying
    GROUP BY cluster_id
)

SELECT
    g.cluster_id,
    arg_min(g.claim_id, g.rank) AS canonical_claim_id,
    arg_min(g.content_text, g.rank) AS label,
    count(DISTINCT g.claim_id) AS n_claims,
    any_value(k.n_articles) AS n_articles,
    any_value(k.n_outlets) AS n_outlets,
    any_value(k.n_publisher_groups) AS n_publisher_groups,
    count(DISTINCT g.origin_id) AS n_origins,
    CASE
        WHEN count(DISTINCT g.origin_id) = 1 AND any_value(k.n_articles) > 1 THEN 'echo_only'
        WHEN count(DISTINCT g.origin_id) = 1 THEN 'single_root'
        WHEN count(DISTINCT g.origin_id) FILTER (WHERE NOT g.is_anonymous) >= 2 THEN 'multi_root_independent'
        ELSE 'multi_root_undetermined'
    END AS independence,
    min(g.known_at) AS first_reported_at,
    NULL AS superseded_by
FROM agreeing AS g
LEFT JOIN carried AS k ON k.cluster_id = g.cluster_id
GROUP BY g.cluster_id
ORDER BY g.cluster_id;

INSERT INTO claim_conflicts
SELECT
    x.conflict_id,
    b.cluster_id,
    a.cluster_id AS other_cluster_id,
    x.claim_a,
    x.claim_b,
    x.field,
    x.value_a,
    x.value_b,
    x.basis,
    x.run_id,
    x.loaded_at
FROM warehouse.corroborate.conflicts AS x
INNER JOIN claims AS a ON a.claim_id = x.claim_a
INNER JOIN claims AS b ON b.claim_id = x.claim_b
ORDER BY x.conflict_id;

INSERT INTO claim_links
SELECT l.link_id, l.claim_a, l.claim_b, l.relation, l.score, l.method, l.reasons, l.run_id, l.loaded_at
FROM warehouse.corroborate.links AS l
INNER JOIN told AS a ON a.claim_id = l.claim_a
INNER JOIN told AS b ON b.claim_id = l.claim_b
ORDER BY l.link_id;

INSERT INTO cluster_merges
SELECT m.cluster_id, m.into_cluster_id, m.via_claim_id, m.run_id, m.loaded_at
FROM warehouse.corroborate.cluster_merges AS m
INNER JOIN told AS t ON t.claim_id = m.via_claim_id
ORDER BY m.cluster_id;

INSERT INTO claim_drifts
WITH contents AS (
    SELECT c.claim_id, c.first_version_id AS version_id, min(s.start) AS start, max(s."end") AS "end"
    FROM claims AS c
    INNER JOIN claim_spans AS s ON s.claim_id = c.claim_id AND s.version_id = c.first_version_id AND s.role = 'content'
    GROUP BY ALL
)

SELECT
    d.drift_id,
    d.kind,
    d.upstream_claim_id,
    d.upstream_says,
    u.version_id AS upstream_version_id,
    u.start AS upstream_start,
    u."end" AS upstream_end,
    d.downstream_claim_id,
    d.downstream_says,
    w.version_id AS downstream_version_id,
    w.start AS downstream_start,
    w."end" AS downstream_end,
    d.run_id,
    d.loaded_at
FROM warehouse.corroborate.drifts AS d
INNER JOIN contents AS u ON u.claim_id = d.upstream_claim_id
INNER JOIN contents AS w ON w.claim_id = d.downstream_claim_id
ORDER BY d.drift_id;

-- A page that is gone takes its claims with it, by itself: no stage has to read it for that.
INSERT INTO claim_events
SELECT e.event_id, e.claim_id, e.kind, e.happened_at, e.seen_at, e.by_claim_id, e.explanation, e.run_id, e.loaded_at
FROM warehouse.corroborate.events AS e
INNER JOIN told AS t ON t.claim_id = e.claim_id
UNION ALL
SELECT
    'withdrawn ' || t.tombstone_id || ' ' || c.claim_id AS event_id,
    c.claim_id,
    'withdrawn' AS kind,
    t.noticed_at AS happened_at,
    t.noticed_at AS seen_at,
    NULL AS by_claim_id,
    'the page answers ' || coalesce(cast(t.http_status AS VARCHAR), t.kind) AS explanation,
    t.run_id,
    t.loaded_at
FROM tombstones AS t
INNER JOIN claims AS c ON c.article_id = t.article_id
WHERE t.kind = 'gone' AND NOT t.is_back
ORDER BY claim_id, happened_at, event_id;

INSERT INTO claim_flags
SELECT f.claim_id, f.flag, f.source_id, f.entity_id, f.basis, f.run_id, f.loaded_at
FROM warehouse.corroborate.flags AS f
INNER JOIN told AS t ON t.claim_id = f.claim_id
ORDER BY f.claim_id, f.flag, f.entity_id;

INSERT INTO quality_results
SELECT verdict_id AS result_id, batch_id, stage, table_name, expectation, success, observed, unexpected_count, severity, checked_at
FROM warehouse.ledger.verdicts
ORDER BY batch_id, stage, expectation;

INSERT INTO runs
SELECT batch_id, kind, state, sources, started_at, ended_at, code_version
FROM warehouse.ledger.batches
ORDER BY started_at;

INSERT INTO quarantine
-- Without the row at fault: nobody has looked whom it names. It stays in the warehouse.
SELECT row_id, batch_id, stage, table_name, unit_id, reason, status, quarantined_at
FROM warehouse.quarantine.rows
ORDER BY quarantined_at, row_id;

-- The stages and their limits are there already; where nothing was ever set aside, nothing waits.
UPDATE quarantine_by_stage AS s
SET
    n_open = q.n_open,
    n_released = q.n_released,
    n_discarded = q.n_discarded,
    oldest_open_at = q.oldest_open_at
FROM (
    SELECT
        stage,
        count(*) FILTER (WHERE status NOT IN ('released', 'discarded')) AS n_open,
        count(*) FILTER (WHERE status = 'released') AS n_released,
        count(*) FILTER (WHERE status = 'discarded') AS n_discarded,
        min(quarantined_at) FILTER (WHERE status NOT IN ('released', 'discarded')) AS oldest_open_at
    FROM quarantine
    GROUP BY stage
) AS q
WHERE q.stage = s.stage;

DROP TABLE shown;

DROP TABLE told;

DROP TABLE placed;

-- What could be known at a moment: the claims that had been made by then, each with the last thing that had happened to it by then.
-- by_sight := true asks what we had seen by then, instead of what the world could know.
CREATE OR REPLACE MACRO claims_as_of(moment, by_sight := false) AS TABLE -- noqa: CP04,CP05
WITH until_then AS (
    SELECT *, CASE WHEN by_sight THEN seen_at ELSE happened_at END AS told_at
    FROM claim_events
    WHERE CASE WHEN by_sight THEN seen_at ELSE happened_at END <= moment
),

arrived AS (
    SELECT claim_id, min(told_at) AS known_since
    FROM until_then
    WHERE kind IN ('asserted', 'repeated')
    GROUP BY claim_id
),

final AS (
    SELECT claim_id, kind, told_at, by_claim_id, explanation
    FROM until_then
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY kind NOT IN ('asserted', 'repeated') DESC, told_at DESC, event_id) = 1
)

SELECT
    c.claim_id,
    c.cluster_id,
    c.article_id,
    c.speaker_entity_id,
    c.speaker_surface,
    c.content_text,
    a.known_since,
    l.kind AS state,
    l.told_at AS state_since,
    l.by_claim_id AS state_by_claim_id,
    l.explanation
FROM arrived AS a
INNER JOIN final AS l ON l.claim_id = a.claim_id
INNER JOIN claims AS c ON c.claim_id = a.claim_id;
