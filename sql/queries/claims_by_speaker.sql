-- Who is quoted most, in how many outlets, and how often without a name?
SELECT
    coalesce(e.name_en, c.speaker_entity_id, c.speaker_surface, 'nobody named') AS speaker,
    c.source_type,
    count(*) AS n_claims,
    count(DISTINCT a.source_id) AS n_outlets,
    min(c.reported_at) AS first_reported_at,
    max(c.reported_at) AS last_reported_at
FROM claims AS c
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
WHERE c.attr_voice = 'speaker'
GROUP BY ALL
ORDER BY n_claims DESC, speaker, c.source_type;
