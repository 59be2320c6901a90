SELECT page_id AS unit_id, outcome, reason, version_id
FROM clean.outcomes
WHERE
    (outcome = 'rejected' AND (reason IS NULL OR version_id IS NOT NULL))
    OR (outcome IN ('version', 'unchanged') AND version_id IS NULL);
