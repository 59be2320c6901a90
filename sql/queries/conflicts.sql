-- Where do two claims contradict each other, and on what?
SELECT
    x.field,
    x.value_a,
    x.value_b,
    a.content_text AS earlier_claim,
    sa.name_en AS earlier_outlet,
    b.content_text AS later_claim,
    sb.name_en AS later_outlet,
    a.claim_id AS earlier_claim_id,
    b.claim_id AS later_claim_id,
    x.conflict_id
FROM claim_conflicts AS x
INNER JOIN claims AS a ON a.claim_id = x.claim_a
INNER JOIN claims AS b ON b.claim_id = x.claim_b
INNER JOIN articles AS pa ON pa.article_id = a.article_id
INNER JOIN articles AS pb ON pb.article_id = b.article_id
LEFT JOIN sources AS sa ON sa.source_id = pa.source_id
LEFT JOIN sources AS sb ON sb.source_id = pb.source_id
ORDER BY x.field, x.conflict_id;
