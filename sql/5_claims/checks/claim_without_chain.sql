SELECT c.version_id AS unit_id, c.claim_id, c.content_text, h.role, h.entity_id
FROM claims.claims AS c
LEFT JOIN claims.hops AS h ON h.claim_id = c.claim_id AND h.version_id = c.version_id AND h.hop = 0
WHERE h.role IS DISTINCT FROM 'publisher' OR h.entity_id IS NULL;
