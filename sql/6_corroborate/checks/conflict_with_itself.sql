SELECT version_id AS unit_id, conflict_id, claim_a, claim_b, field, value_a, value_b
FROM corroborate.conflicts
WHERE claim_a = claim_b OR value_a IS NOT DISTINCT FROM value_b;
