-- Puts generated claims (view `made`) where the stages before corroborate would have put them; those of the past are placed as well.
INSERT INTO clean.articles BY NAME
SELECT article_id, 'med:o' || (hash(article_id) % 80) AS source_id, min(lang) AS lang FROM made GROUP BY article_id;

INSERT INTO clean.article_versions BY NAME
SELECT version_id, article_id, min(known_at) AS published_at, min(known_at) AS seen_at FROM made GROUP BY version_id, article_id;

INSERT INTO claims.readings BY NAME
SELECT DISTINCT version_id FROM made;

INSERT INTO claims.claims BY NAME
SELECT
    claim_id,
    article_id,
    version_id,
    lang,
    content_text,
    'indirect' AS quote_type,
    'speaker' AS attr_voice,
    'asserted' AS modality,
    'positive' AS polarity,
    'as_claimed' AS verification_status,
    known_at AS reported_at
FROM made;

INSERT INTO claims.entities BY NAME
SELECT claim_id, version_id, claim_id AS mention_id, unnest(entities) AS entity_id, 'topic' AS role FROM made WHERE NOT is_past;

INSERT INTO corroborate.readings BY NAME
SELECT DISTINCT version_id FROM made WHERE is_past;

INSERT INTO corroborate.statements BY NAME
SELECT
    claim_id,
    version_id,
    article_id,
    lang,
    known_at,
    true AS is_dated,
    terms,
    [] AS stages,
    [] AS roles,
    false AS is_negative,
    false AS is_denied,
    false AS is_hedged,
    false AS is_opinion,
    false AS is_unsettled
FROM made
WHERE is_past;

INSERT INTO corroborate.members BY NAME
SELECT claim_id, version_id, 'k' || claim_id AS cluster_id, 'same' AS relation, 1.0 AS score, 'first' AS method FROM made WHERE is_past;
