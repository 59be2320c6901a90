-- Which claims come from an outlet that speaks of its own patron, or of a declared opponent?
SELECT
    f.flag,
    s.name_en AS outlet,
    coalesce(n.name_en, f.entity_id) AS about,
    c.speaker_surface AS speaker,
    c.content_text AS claim,
    f.basis,
    c.claim_id
FROM claim_flags AS f
INNER JOIN claims AS c ON c.claim_id = f.claim_id
LEFT JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN entities AS n ON n.entity_id = f.entity_id
ORDER BY f.flag, s.name_en, c.claim_id;
