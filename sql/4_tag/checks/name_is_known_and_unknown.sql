SELECT version_id AS unit_id, mention_id, surface, entity_id, local_id
FROM tag.mentions
WHERE entity_id IS NOT NULL AND local_id IS NOT NULL;
