SELECT s.version_id AS unit_id, s.claim_id
FROM corroborate.statements AS s
LEFT JOIN corroborate.events AS e ON e.claim_id = s.claim_id AND e.kind IN ('asserted', 'repeated')
WHERE e.event_id IS NULL;
