SELECT m.version_id AS unit_id, m.mention_id, m.surface, substr(v.body, m.start + 1, m."end" - m.start) AS found
FROM tag.mentions AS m
LEFT JOIN input.versions AS v ON v.version_id = m.version_id
WHERE
    m."end" <= m.start
    OR substr(v.body, m.start + 1, m."end" - m.start) IS DISTINCT FROM m.surface;
