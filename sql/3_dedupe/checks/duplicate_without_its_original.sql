SELECT version_id AS unit_id, dup_id, kind, similarity, nearest_version_id
FROM dedupe.members
WHERE
    kind IN ('exact', 'near')
    AND (nearest_version_id IS NULL OR nearest_version_id = version_id OR coalesce(similarity, 0) < 0.5);
