SELECT c.version_id AS unit_id, c.claim_id, s.exact, s.prefix, s.suffix
FROM claims.claims AS c
INNER JOIN claims.spans AS s
    ON s.claim_id = c.claim_id AND s.version_id = c.version_id AND s.role = 'content' AND s.ordinal = 0
INNER JOIN input.versions AS v ON v.version_id = s.version_id
WHERE
    c.quote_type = 'direct'
    -- A floating quote may stand in the middle of marks that an earlier sentence opened.
    AND c.attribution_basis <> 'floating_quote'
    AND NOT regexp_matches(substr(v.body, greatest(s.start - 2, 0) + 1, s."end" - greatest(s.start - 2, 0) + 2), '[«»“”"‹›„‘’]');
