INSERT INTO land.polls BY NAME
SELECT c.*
FROM candidate.land.polls AS c
WHERE NOT EXISTS (SELECT 1 FROM land.polls AS p WHERE p.run_id = c.run_id AND p.feed_url = c.feed_url);

INSERT INTO land.fetches BY NAME
SELECT c.*
FROM candidate.land.fetches AS c
WHERE NOT EXISTS (SELECT 1 FROM land.fetches AS p WHERE p.fetch_id = c.fetch_id);

INSERT INTO land.pages BY NAME
SELECT c.*
FROM candidate.land.pages AS c
WHERE NOT EXISTS (SELECT 1 FROM land.pages AS p WHERE p.page_id = c.page_id);
