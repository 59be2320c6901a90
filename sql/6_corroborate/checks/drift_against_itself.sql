SELECT version_id AS unit_id, drift_id, upstream_claim_id, downstream_claim_id, kind
FROM corroborate.drifts
WHERE upstream_claim_id = downstream_claim_id OR upstream_says IS NOT DISTINCT FROM downstream_says;
