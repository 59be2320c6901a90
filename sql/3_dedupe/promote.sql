INSERT INTO dedupe.signatures BY NAME
SELECT c.*
FROM candidate.dedupe.signatures AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.signatures AS p WHERE p.version_id = c.version_id);

INSERT INTO dedupe.members BY NAME
SELECT c.*
FROM candidate.dedupe.members AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.members AS p WHERE p.version_id = c.version_id);

INSERT INTO dedupe.traces BY NAME
SELECT c.*
FROM candidate.dedupe.traces AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.traces AS p WHERE p.version_id = c.version_id);

-- Evidence goes first: of a link that is already there, it is there as well.
INSERT INTO dedupe.evidence BY NAME
SELECT c.*
FROM candidate.dedupe.evidence AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.links AS p WHERE p.version_id = c.version_id AND p.to_version_id = c.to_version_id);

INSERT INTO dedupe.links BY NAME
SELECT c.*
FROM candidate.dedupe.links AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.links AS p WHERE p.version_id = c.version_id AND p.to_version_id = c.to_version_id);
