SELECT c.look_id AS unit_id, c.source_id, c.outcome, c.reason
FROM land.coverage AS c
LEFT JOIN land.gaps AS g ON g.source_id = c.source_id
WHERE
    c.kind = 'daily'
    AND c.outcome NOT IN ('new', 'none_new')
    AND g.gap_id IS NULL;
