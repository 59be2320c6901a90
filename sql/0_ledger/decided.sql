-- Enter what a decision makes of its rows.
UPDATE quarantine.rows
SET status = :status
WHERE list_contains(:row_ids, row_id);
