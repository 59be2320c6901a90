SELECT version_id AS unit_id, claim_id, content_text, event_date, reported_at
FROM claims.claims
WHERE
    modality IN ('asserted', 'reported')
    AND NOT coalesce(event_date_ambiguous, FALSE)
    AND event_date > CAST(reported_at AS DATE) + 366;
