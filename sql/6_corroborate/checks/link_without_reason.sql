SELECT version_id AS unit_id, claim_id, cluster_id, method, via_claim_id, score, reasons
FROM corroborate.members
WHERE
    (method <> 'first' AND (via_claim_id IS NULL OR via_claim_id = claim_id OR reasons IS NULL OR score IS NULL))
    OR (method = 'first' AND via_claim_id IS NOT NULL);
