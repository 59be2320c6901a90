-- The chain of a claim, from its publisher to its origin.
SELECT h.hop, h.role, h.entity_id, h.surface, h.cue_text, h.relation, h.explicit, h.anonymity
FROM attribution_hops AS h
INNER JOIN claims AS c ON c.claim_id = h.claim_id AND c.first_version_id = h.version_id
WHERE c.claim_id = :id
ORDER BY h.hop;
