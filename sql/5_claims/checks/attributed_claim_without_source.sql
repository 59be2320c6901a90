SELECT version_id AS unit_id, claim_id, content_text, attribution_basis, speaker_surface, cue_text
FROM claims.claims
WHERE
    attr_voice = 'speaker'
    AND (
        (attribution_basis NOT IN ('impersonal', 'inherited', 'floating_quote') AND speaker_surface IS NULL)
        OR (attribution_basis NOT IN ('inherited', 'floating_quote', 'colon_quote') AND cue_text IS NULL)
        OR source_type IS NULL
    );
