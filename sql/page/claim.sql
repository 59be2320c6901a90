-- One claim with its article.
SELECT c.*, a.source_id, a.url_canonical, a.lang AS article_lang, v.title, v.byline, v.body, v.published_at, v.seen_at, e.name_en, e.name_fa
FROM claims AS c
LEFT JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN article_versions AS v ON v.version_id = c.first_version_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
WHERE c.claim_id = :id;
