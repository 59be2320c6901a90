SELECT a.page_id AS unit_id, a.article_id, a.source_id, p.source_id AS page_of
FROM clean.articles AS a
INNER JOIN input.pages AS p ON p.page_id = a.page_id
WHERE a.source_id <> p.source_id;
