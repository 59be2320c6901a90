-- What happened to claims after they were made: who denied, corrected, reworded or removed them, and when?
SELECT
    e.kind,
    e.happened_at,
    e.seen_at,
    c.speaker_surface AS speaker,
    c.content_text AS claim,
    b.speaker_surface AS by_speaker,
    b.content_text AS by_claim,
    e.explanation,
    c.claim_id
FROM claim_events AS e
INNER JOIN claims AS c ON c.claim_id = e.claim_id
LEFT JOIN claims AS b ON b.claim_id = e.by_claim_id
WHERE e.kind NOT IN ('asserted', 'repeated')
ORDER BY e.happened_at DESC, e.event_id;
