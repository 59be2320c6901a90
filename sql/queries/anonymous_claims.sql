-- Which claims rest on nobody who can be named?
SELECT c.speaker_surface AS source, c.source_type, c.content_text AS claim, s.name_en AS outlet, c.reported_at, c.claim_id
FROM claims AS c
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
WHERE c.source_type LIKE 'anonymous%' OR c.source_type IN ('unspecified_estimates', 'impersonal')
ORDER BY c.reported_at DESC, c.claim_id;
