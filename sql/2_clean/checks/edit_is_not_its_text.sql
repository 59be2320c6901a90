SELECT coalesce(v.page_id, e.version_id) AS unit_id, e.version_id, e.ordinal, e.kind, e.new_text
FROM clean.edits AS e
LEFT JOIN clean.article_versions AS v ON v.version_id = e.version_id
WHERE e.new_start IS NOT NULL AND substr(v.body, e.new_start + 1, e.new_end - e.new_start) IS DISTINCT FROM e.new_text;
