-- One outlet's volume by its own days, newest first.
SELECT "day", n_new, n_day, usual, least, most, normal_why
FROM land.volumes
WHERE source_id = :outlet
ORDER BY "day" DESC;
