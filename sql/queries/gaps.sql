-- When could we not look, at whom, and may we have missed something?
SELECT
    s.name_en AS outlet,
    g.country,
    g.from_at,
    g.to_at,
    g.reason,
    g.is_lossy AS may_have_missed,
    b.n_outlets AS outlets_silent_together
FROM main.gaps AS g
INNER JOIN sources AS s ON s.source_id = g.source_id
LEFT JOIN blackouts AS b ON b.blackout_id = g.blackout_id
ORDER BY g.from_at DESC, s.name_en;
