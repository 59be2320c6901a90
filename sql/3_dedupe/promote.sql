-- Positions go on where the last promotion ended: without gaps, and never given twice.
INSERT INTO dedupe.signatures BY NAME
SELECT
    c.* EXCLUDE (position),
    row_number() OVER (ORDER BY c.position) - 1 + (SELECT coalesce(max(p.position) + 1, 0) FROM dedupe.signatures AS p) AS position
FROM candidate.dedupe.signatures AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.signatures AS p WHERE p.version_id = c.version_id)
ORDER BY c.position;

INSERT INTO dedupe.members BY NAME
SELECT c.*
FROM candidate.dedupe.members AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.members AS p WHERE p.version_id = c.version_id);

INSERT INTO dedupe.mergers BY NAME
SELECT c.*
FROM candidate.dedupe.mergers AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.mergers AS p WHERE p.cluster_id = c.cluster_id);

-- Where a surviving cluster was itself merged, now or by a run that was promoted meanwhile: at most two steps.
UPDATE dedupe.mergers AS g
SET surviving_id = later.surviving_id
FROM dedupe.mergers AS later
WHERE later.cluster_id = g.surviving_id;

UPDATE dedupe.mergers AS g
SET surviving_id = later.surviving_id
FROM dedupe.mergers AS later
WHERE later.cluster_id = g.surviving_id;

INSERT INTO dedupe.traces BY NAME
SELECT c.* EXCLUDE (position), s.position
FROM candidate.dedupe.traces AS c
INNER JOIN dedupe.signatures AS s ON s.version_id = c.version_id
WHERE NOT EXISTS (SELECT 1 FROM dedupe.traces AS p WHERE p.version_id = c.version_id)
ORDER BY s.position;

-- Evidence goes first: of a link that is already there, it is there as well.
INSERT INTO dedupe.evidence BY NAME
SELECT c.*
FROM candidate.dedupe.evidence AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.links AS p WHERE p.version_id = c.version_id AND p.to_version_id = c.to_version_id);

INSERT INTO dedupe.links BY NAME
SELECT c.*
FROM candidate.dedupe.links AS c
WHERE NOT EXISTS (SELECT 1 FROM dedupe.links AS p WHERE p.version_id = c.version_id AND p.to_version_id = c.to_version_id);
