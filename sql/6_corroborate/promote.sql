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

INSERT INTO corroborate.statements BY NAME
SELECT c.*
FROM candidate.corroborate.statements AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.statements AS p WHERE p.claim_id = c.claim_id);

INSERT INTO corroborate.links BY NAME
SELECT c.*
FROM candidate.corroborate.links AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.links AS p WHERE p.link_id = c.link_id);

INSERT INTO corroborate.cluster_merges BY NAME
SELECT c.*
FROM candidate.corroborate.cluster_merges AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.cluster_merges AS p WHERE p.cluster_id = c.cluster_id);

INSERT INTO corroborate.drifts BY NAME
SELECT c.*
FROM candidate.corroborate.drifts AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.drifts AS p WHERE p.drift_id = c.drift_id);

INSERT INTO corroborate.events BY NAME
SELECT c.*
FROM candidate.corroborate.events AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.events AS p WHERE p.event_id = c.event_id);

INSERT INTO corroborate.flags BY NAME
SELECT c.*
FROM candidate.corroborate.flags AS c
WHERE NOT EXISTS (SELECT 1 FROM corroborate.flags AS p WHERE p.claim_id = c.claim_id AND p.flag = c.flag AND p.entity_id = c.entity_id);
