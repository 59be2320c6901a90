SELECT version_id AS unit_id, event_id, claim_id, kind
FROM corroborate.events
WHERE by_claim_id = claim_id;
