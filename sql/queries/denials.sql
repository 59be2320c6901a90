-- What was denied, by whom?
SELECT c.speaker_surface AS speaker, c.cue_text AS cue, c.content_text AS denied, s.name_en AS outlet, c.reported_at, c.claim_id
FROM claims AS c
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
WHERE c.modality = 'denied' OR (c.cue_class = 'negative' AND c.polarity = 'negative')
ORDER BY c.reported_at DESC, c.claim_id;
