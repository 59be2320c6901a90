-- When an outlet could not be looked at, newest first.
SELECT from_at, to_at, reason, n_looks, is_lossy
FROM land.gaps
WHERE source_id = :outlet
ORDER BY from_at DESC
LIMIT 50;
