-- Which numbers were claimed, of what, by whom?
SELECT
    q.measures,
    q.qualifier,
    q.value,
    q.value_high,
    q.unit_ucum,
    q.surface,
    c.speaker_surface AS speaker,
    e.name_en AS speaker_en,
    e.name_fa AS speaker_fa,
    s.name_en AS outlet,
    c.reported_at,
    c.claim_id
FROM claim_quantities AS q
INNER JOIN claims AS c ON c.claim_id = q.claim_id
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
ORDER BY q.measures, q.value, c.claim_id;
