-- Rows that wait for a decision, by stage.
SELECT stage, count(*) AS n
FROM quarantine.rows
WHERE status = 'open'
GROUP BY stage
ORDER BY stage;
