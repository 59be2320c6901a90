-- Rows that were set aside, newest first, from a row on.
SELECT row_id, batch_id, stage, table_name, unit_id, reason, payload, status, quarantined_at
FROM quarantine.rows
WHERE
    (:stage = '' OR stage = :stage)
    AND (:reason = '' OR reason = :reason)
    AND (:status = '' OR status = :status)
    AND (:batch = '' OR batch_id = :batch)
    AND (
        quarantined_at < CAST(:at AS TIMESTAMPTZ)
        OR (quarantined_at = CAST(:at AS TIMESTAMPTZ) AND row_id < :key)
    )
ORDER BY quarantined_at DESC, row_id DESC
LIMIT :most;
