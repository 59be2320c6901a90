SELECT CAST(NULL AS VARCHAR) AS unit_id, batch_id, kind
FROM input.batch
WHERE kind = 'daily' AND NOT EXISTS (SELECT 1 FROM land.coverage);
