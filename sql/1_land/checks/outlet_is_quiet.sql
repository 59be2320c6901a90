SELECT look_id AS unit_id, source_id, last_new_at, missed, bearable, normal_why
FROM land.coverage
WHERE kind = 'daily' AND outcome = 'none_new' AND missed > bearable;
