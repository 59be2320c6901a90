WITH shown AS (
    SELECT s.claim_id, s.version_id, count(DISTINCT s.role) AS n_roles
    FROM claims.spans AS s
    WHERE s.role IN ('source', 'cue', 'content')
    GROUP BY s.claim_id, s.version_id
)

SELECT c.version_id AS unit_id, c.claim_id, c.speaker_surface, c.cue_text, c.content_text
FROM claims.claims AS c
LEFT JOIN shown AS s ON s.claim_id = c.claim_id AND s.version_id = c.version_id
WHERE c.method = 'model' AND (coalesce(s.n_roles, 0) < 3 OR c.attr_voice <> 'speaker');
