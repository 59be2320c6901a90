-- The characters that a claim rests on, in the version that first has it.
SELECT s.role, s.ordinal, s.start, s."end", s.exact
FROM claim_spans AS s
INNER JOIN claims AS c ON c.claim_id = s.claim_id AND c.first_version_id = s.version_id
WHERE c.claim_id = :id
ORDER BY s.start, s."end", s.role;
