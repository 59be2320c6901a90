-- Contradictions, of one cluster or of all, from one on.
SELECT
    x.conflict_id,
    x.field,
    x.value_a,
    x.value_b,
    x.basis,
    x.claim_a,
    x.claim_b,
    a.content_text AS text_a,
    a.lang AS lang_a,
    pa.source_id AS outlet_a,
    b.content_text AS text_b,
    b.lang AS lang_b,
    pb.source_id AS outlet_b
FROM (
    SELECT *
    FROM claim_conflicts
    WHERE (:id = '' OR cluster_id = :id OR other_cluster_id = :id) AND conflict_id > :key
    ORDER BY conflict_id
    LIMIT :most
) AS x
INNER JOIN claims AS a ON a.claim_id = x.claim_a
INNER JOIN claims AS b ON b.claim_id = x.claim_b
LEFT JOIN articles AS pa ON pa.article_id = a.article_id
LEFT JOIN articles AS pb ON pb.article_id = b.article_id
ORDER BY x.conflict_id;
