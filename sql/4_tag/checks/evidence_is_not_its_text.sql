SELECT e.version_id AS unit_id, e.subject, e.rule, e.surface, substr(v.body, e.start + 1, e."end" - e.start) AS found
FROM tag.evidence AS e
LEFT JOIN input.versions AS v ON v.version_id = e.version_id
WHERE
    (e.start IS NULL AND NOT e.in_title)
    OR (e.start IS NOT NULL AND substr(v.body, e.start + 1, e."end" - e.start) IS DISTINCT FROM e.surface);
