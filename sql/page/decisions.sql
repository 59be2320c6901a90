-- What people decided on some rows, in the order of their decisions.
SELECT row_id, action, decided_by, decided_at, reason, correction, via
FROM quarantine.decisions
WHERE row_id IN (SELECT unnest(:rows))
ORDER BY decided_at, decision_id;
