SELECT g.version_id AS unit_id, g.cluster_id, g.into_cluster_id, g.to_version_id, g.similarity
FROM dedupe.mergers AS g
LEFT JOIN dedupe.members AS m ON m.version_id = g.version_id
LEFT JOIN input.lookalikes AS l ON l.version_id = g.to_version_id AND l.dup_id = g.cluster_id
WHERE m.version_id IS NULL OR l.version_id IS NULL OR g.into_cluster_id = g.cluster_id OR m.dup_id <> g.surviving_id;
