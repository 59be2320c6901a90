SELECT t.version_id AS unit_id, t.topic_id, t.score
FROM tag.topics AS t
WHERE NOT EXISTS (SELECT 1 FROM tag.evidence AS e WHERE e.version_id = t.version_id AND e.subject = t.topic_id);
