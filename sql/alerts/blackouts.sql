-- Countries whose outlets vanished together and have not come back.
SELECT country, from_at, n_outlets
FROM land.blackouts
WHERE to_at IS NULL
ORDER BY from_at, country;
