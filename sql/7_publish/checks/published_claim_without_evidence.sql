SELECT c.first_version_id AS unit_id, c.claim_id, c.content_text
FROM claims AS c
LEFT JOIN claim_spans AS s ON s.claim_id = c.claim_id AND s.version_id = c.first_version_id AND s.role = 'content'
WHERE s.claim_id IS NULL;
