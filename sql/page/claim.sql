-- One claim.
SELECT c.*, e.name_en, e.name_fa
FROM claims AS c
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
WHERE c.claim_id = :id;
