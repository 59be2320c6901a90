SELECT p.page_id AS unit_id, p.url, p.source_id
FROM input.pages AS p
LEFT JOIN clean.outcomes AS o ON o.page_id = p.page_id
WHERE o.page_id IS NULL;
