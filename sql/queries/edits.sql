-- What did outlets change in articles after publication, sentence by sentence?
SELECT
    s.name_en AS outlet,
    a.url_canonical AS url,
    e.seen_at,
    e.kind,
    e.old_text,
    e.new_text,
    e.numbers,
    e.run_id
FROM article_edits AS e
INNER JOIN articles AS a ON a.article_id = e.article_id
INNER JOIN sources AS s ON s.source_id = a.source_id
ORDER BY e.seen_at DESC, a.url_canonical, e.ordinal;
