SELECT version_id AS unit_id, claim_id, content_text, event_date, event_date_end, event_date_method
FROM claims.claims
WHERE event_date_end < event_date;
