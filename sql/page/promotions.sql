-- What each stage promoted in some runs.
SELECT batch_id, stage, promoted_at, row_counts
FROM ledger.promotions
WHERE batch_id IN (SELECT unnest(:batches))
ORDER BY batch_id, promoted_at;
