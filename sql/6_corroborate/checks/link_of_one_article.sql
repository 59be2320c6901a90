SELECT version_id AS unit_id, link_id, claim_a, claim_b, article_a
FROM corroborate.links
WHERE article_a IS NOT DISTINCT FROM article_b;
