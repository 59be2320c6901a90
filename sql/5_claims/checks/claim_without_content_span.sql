SELECT c.version_id AS unit_id, c.claim_id, c.content_text
FROM claims.claims AS c
LEFT JOIN claims.spans AS s ON s.claim_id = c.claim_id AND s.version_id = c.version_id AND s.role = 'content'
WHERE s.claim_id IS NULL;
