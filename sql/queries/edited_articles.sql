-- Which articles were changed after we first saw them?
SELECT a.url_canonical AS url, a.n_versions, v.title, v.seen_at, v.body_chars, v.version_id
FROM articles AS a
INNER JOIN article_versions AS v ON v.article_id = a.article_id
WHERE a.n_versions > 1
ORDER BY a.url_canonical, v.seen_at;
