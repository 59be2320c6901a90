SELECT version_id AS unit_id, mention_id, surface, entity_id, link_method
FROM tag.mentions
WHERE (entity_id IS NOT NULL AND link_method = 'none') OR (entity_id IS NULL AND link_method <> 'none');
