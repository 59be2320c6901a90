SELECT c.first_version_id AS unit_id, c.claim_id, c.content_text
FROM claims AS c
LEFT JOIN attribution_hops AS h ON h.claim_id = c.claim_id AND h.hop = 0 AND h.role = 'publisher'
WHERE h.claim_id IS NULL;
