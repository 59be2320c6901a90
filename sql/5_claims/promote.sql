INSERT INTO claims.readings BY NAME
SELECT c.*
FROM candidate.claims.readings AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.readings AS p WHERE p.version_id = c.version_id);

INSERT INTO claims.claims BY NAME
SELECT c.*
FROM candidate.claims.claims AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.claims AS p WHERE p.claim_id = c.claim_id);

INSERT INTO claims.spans BY NAME
SELECT c.*
FROM candidate.claims.spans AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.spans AS p WHERE p.claim_id = c.claim_id AND p.version_id = c.version_id AND p.role = c.role AND p.ordinal = c.ordinal);

INSERT INTO claims.hops BY NAME
SELECT c.*
FROM candidate.claims.hops AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.hops AS p WHERE p.claim_id = c.claim_id AND p.version_id = c.version_id AND p.hop = c.hop);

INSERT INTO claims.entities BY NAME
SELECT c.*
FROM candidate.claims.entities AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.entities AS p WHERE p.claim_id = c.claim_id AND p.mention_id = c.mention_id AND p.role = c.role);

INSERT INTO claims.quantities BY NAME
SELECT c.*
FROM candidate.claims.quantities AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.quantities AS p WHERE p.quantity_id = c.quantity_id);

INSERT INTO claims.topics BY NAME
SELECT c.*
FROM candidate.claims.topics AS c
WHERE NOT EXISTS (SELECT 1 FROM claims.topics AS p WHERE p.claim_id = c.claim_id AND p.topic_id = c.topic_id);
