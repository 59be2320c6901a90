DELETE FROM ledger.alerts
WHERE alert_key = :alert_key AND first_at = :first_at;
