DELETE FROM ledger.promotions
WHERE batch_id = :batch_id AND stage = :stage;
