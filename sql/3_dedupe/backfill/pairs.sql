-- Candidate pairs of a whole history at once, for any engine that joins Parquet: texts that share a band key, each with the 24
-- that hold it next and with the first that holds it. bands: one row per text and key, (key, position).
WITH shared AS (
    SELECT b.key
    FROM bands AS b
    GROUP BY b.key
    HAVING count(*) > 1
),

placed AS (
    SELECT b.key, b.position, row_number() OVER (PARTITION BY b.key ORDER BY b.position) AS place
    FROM bands AS b
    INNER JOIN shared AS s ON s.key = b.key
)

SELECT DISTINCT e.position AS earlier, l.position AS later
FROM placed AS e
INNER JOIN placed AS l ON l.key = e.key
WHERE e.position < l.position AND (l.place - e.place <= 24 OR e.place = 1);
