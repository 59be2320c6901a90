-- The article of a claim in the version that first has it. Both ids are given: joined to the claim, all bodies would be read.
SELECT a.source_id, a.url_canonical, a.lang, v.title, v.body, v.published_at, v.seen_at
FROM (SELECT * FROM articles WHERE article_id = :article) AS a
CROSS JOIN (SELECT * FROM article_versions WHERE version_id = :version) AS v;
