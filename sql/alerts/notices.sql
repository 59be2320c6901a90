-- What was told of those episodes.
SELECT n.alert_key, n.first_at, n.channel, n.kind, n.told_at
FROM ledger.notices AS n
INNER JOIN ledger.alerts AS a ON a.alert_key = n.alert_key AND a.first_at = n.first_at
WHERE a.resolved_at IS NULL OR a.resolved_at > :since
ORDER BY n.told_at;
