SELECT c.version_id AS unit_id, c.claim_id, c.content_text
FROM input.claims AS c
LEFT JOIN corroborate.members AS m ON m.claim_id = c.claim_id
LEFT JOIN corroborate.origins AS o ON o.claim_id = c.claim_id
LEFT JOIN corroborate.readings AS r ON r.version_id = c.version_id
WHERE m.cluster_id IS NULL OR o.claim_id IS NULL OR r.version_id IS NULL;
