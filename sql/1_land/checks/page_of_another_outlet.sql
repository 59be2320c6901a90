SELECT p.page_id AS unit_id, p.url, p.source_id, f.source_id AS fetched_for
FROM land.pages AS p
INNER JOIN land.fetches AS f ON f.fetch_id = p.fetch_id
WHERE f.source_id <> p.source_id;
