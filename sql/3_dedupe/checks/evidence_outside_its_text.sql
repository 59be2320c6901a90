WITH every_text AS (
    SELECT version_id, length(body) AS chars
    FROM input.versions
    UNION
    SELECT version_id, chars
    FROM input.traces
)

SELECT e.version_id AS unit_id, e.to_version_id, e.ordinal, e.start, e."end", e.to_start, e.to_end
FROM dedupe.evidence AS e
INNER JOIN every_text AS a ON a.version_id = e.version_id
INNER JOIN every_text AS b ON b.version_id = e.to_version_id
WHERE
    NOT e.start BETWEEN 0 AND e."end" - 1
    OR e."end" > a.chars
    OR NOT coalesce(e.to_start, 0) BETWEEN 0 AND coalesce(e.to_end, 1) - 1
    OR coalesce(e.to_end, 0) > b.chars;
