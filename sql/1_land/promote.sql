INSERT INTO land.polls BY NAME
SELECT c.*
FROM candidate.land.polls AS c
WHERE NOT EXISTS (SELECT 1 FROM land.polls AS p WHERE p.poll_id = c.poll_id);

INSERT INTO land.fetches BY NAME
SELECT c.*
FROM candidate.land.fetches AS c
WHERE NOT EXISTS (SELECT 1 FROM land.fetches AS p WHERE p.fetch_id = c.fetch_id);

INSERT INTO land.pages BY NAME
SELECT c.*
FROM candidate.land.pages AS c
WHERE NOT EXISTS (SELECT 1 FROM land.pages AS p WHERE p.page_id = c.page_id);

INSERT INTO land.tombstones BY NAME
SELECT c.*
FROM candidate.land.tombstones AS c
WHERE NOT EXISTS (SELECT 1 FROM land.tombstones AS t WHERE t.tombstone_id = c.tombstone_id);

INSERT INTO land.coverage BY NAME
SELECT c.*
FROM candidate.land.coverage AS c
WHERE NOT EXISTS (SELECT 1 FROM land.coverage AS p WHERE p.look_id = c.look_id);

-- A gap and a blackout grow until they close: their newest row takes the place of the older one.
DELETE FROM land.gaps
WHERE gap_id IN (SELECT c.gap_id FROM candidate.land.gaps AS c);

INSERT INTO land.gaps BY NAME
SELECT c.*
FROM candidate.land.gaps AS c;

DELETE FROM land.blackouts
WHERE blackout_id IN (SELECT c.blackout_id FROM candidate.land.blackouts AS c);

INSERT INTO land.blackouts BY NAME
SELECT c.*
FROM candidate.land.blackouts AS c;

INSERT INTO land.verifications BY NAME
SELECT c.*
FROM candidate.land.verifications AS c
WHERE NOT EXISTS (
    SELECT 1 FROM land.verifications AS v WHERE v.fetch_id = c.fetch_id AND v.verified_at = c.verified_at
);
