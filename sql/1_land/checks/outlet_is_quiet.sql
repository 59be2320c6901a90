SELECT look_id AS unit_id, source_id, last_new_at, expected_per_day
FROM land.coverage
WHERE
    kind = 'daily'
    AND outcome = 'none_new'
    AND expected_per_day IS NOT NULL
    AND last_new_at < looked_at - to_hours(CAST(greatest(24, ceil(3 * 24 / expected_per_day)) AS BIGINT));
