-- Outlets that brought nothing for longer than is normal for them, as of their last daily look.
-- Normal is what the outlet's file lets expect, else three times its own median wait between two looks that brought something
-- (five such waits at least); never less than two days, because looks are daily. Without either nobody can say.
WITH looks AS (
    SELECT source_id, looked_at, outcome, reason, last_new_at, expected_per_day
    FROM land.coverage
    WHERE kind = 'daily'
),

brought AS (
    SELECT DISTINCT source_id, last_new_at
    FROM looks
    WHERE last_new_at IS NOT NULL
),

waits AS (
    SELECT
        source_id,
        date_diff('hour', lag(last_new_at) OVER (PARTITION BY source_id ORDER BY last_new_at), last_new_at) AS hours
    FROM brought
),

habits AS (
    SELECT source_id, CASE WHEN count(hours) >= 5 THEN 3 * median(hours) END AS hours
    FROM waits
    GROUP BY source_id
),

newest AS (
    SELECT
        source_id,
        max(looked_at) AS looked_at,
        arg_max(outcome, looked_at) AS outcome,
        arg_max(reason, looked_at) AS reason,
        arg_max(expected_per_day, looked_at) AS expected_per_day,
        coalesce(max(last_new_at), min(looked_at)) AS silent_since
    FROM looks
    GROUP BY source_id
),

measured AS (
    SELECT
        n.source_id,
        n.looked_at,
        n.outcome,
        n.reason,
        n.silent_since,
        date_diff('hour', n.silent_since, n.looked_at) AS silent_h,
        CAST(greatest(48, ceil(coalesce(3 * 24 / n.expected_per_day, h.hours))) AS BIGINT) AS normal_h,
        n.expected_per_day IS NOT NULL OR h.hours IS NOT NULL AS is_known
    FROM newest AS n
    LEFT JOIN habits AS h ON h.source_id = n.source_id
)

SELECT source_id, outcome, reason, silent_since, silent_h, normal_h
FROM measured
WHERE
    is_known
    AND silent_h > normal_h
    -- An outlet that was switched off is not silent, and of a country that is dark one alert is enough.
    AND looked_at >= (SELECT max(looked_at) FROM looks) - INTERVAL 12 HOUR
    AND source_id NOT IN (
        SELECT g.source_id FROM land.gaps AS g WHERE g.to_at IS NULL AND g.blackout_id IS NOT NULL
    )
ORDER BY source_id;
