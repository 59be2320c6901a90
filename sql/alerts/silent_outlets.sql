-- Outlets that brought nothing for longer than is normal for them, as of their last daily look. What a silence may cost is told when
-- they are looked at, by the kinds of the days that it lasts; where nobody can say what is normal there is no alert.
WITH looks AS (
    SELECT source_id, looked_at, outcome, reason, last_new_at, missed, bearable, normal_why
    FROM land.coverage
    WHERE kind = 'daily'
),

newest AS (
    SELECT
        source_id,
        max(looked_at) AS looked_at,
        arg_max(outcome, looked_at) AS outcome,
        arg_max(reason, looked_at) AS reason,
        arg_max(missed, looked_at) AS missed,
        arg_max(bearable, looked_at) AS bearable,
        arg_max(normal_why, looked_at) AS normal_why,
        coalesce(max(last_new_at), min(looked_at)) AS silent_since
    FROM looks
    GROUP BY source_id
)

SELECT
    source_id,
    outcome,
    reason,
    silent_since,
    date_diff('hour', silent_since, looked_at) AS silent_h,
    missed,
    bearable,
    normal_why
FROM newest
WHERE
    missed > bearable
    -- An outlet that was switched off is not silent, and of a country that is dark one alert is enough.
    AND looked_at >= (SELECT max(looked_at) FROM looks) - INTERVAL 12 HOUR
    AND source_id NOT IN (
        SELECT g.source_id FROM land.gaps AS g WHERE g.to_at IS NULL AND g.blackout_id IS NOT NULL
    )
ORDER BY source_id;
