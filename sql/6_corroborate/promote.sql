INSERT INTO corroborate.readings BY NAME
SELECT c.*
FROM candidate.corroborate.readings AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.readings AS p WHERE p.version_id = c.version_id);

INSERT INTO corroborate.members BY NAME
SELECT c.*
FROM candidate.corroborate.members AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.members AS p WHERE p.claim_id = c.claim_id);

INSERT INTO corroborate.origins BY NAME
SELECT c.*
FROM candidate.corroborate.origins AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.origins AS p WHERE p.claim_id = c.claim_id);

INSERT INTO corroborate.conflicts BY NAME
SELECT c.*
FROM candidate.corroborate.conflicts AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.conflicts AS p WHERE p.conflict_id = c.conflict_id);
