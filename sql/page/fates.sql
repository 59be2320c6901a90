-- What became of the pages that some runs landed.
SELECT run_id AS batch_id, fate, count(*) AS n_pages
FROM pages
WHERE run_id IN (SELECT unnest(:batches))
GROUP BY ALL
ORDER BY ALL;
