-- Episodes that are open or ended after a moment: what somebody may still have to be told of.
SELECT alert_key, severity, text, remedy, first_at, last_at, n_seen, resolved_at
FROM ledger.alerts
WHERE resolved_at IS NULL OR resolved_at > :since
ORDER BY first_at, alert_key;
