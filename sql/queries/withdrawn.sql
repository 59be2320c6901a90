-- Which articles are gone or lead elsewhere, and how many claims rest on them?
SELECT
    s.name_en AS outlet,
    t.kind,
    t.url,
    t.moved_to,
    t.last_seen_at,
    t.noticed_at,
    count(c.claim_id) AS n_claims
FROM tombstones AS t
INNER JOIN sources AS s ON s.source_id = t.source_id
LEFT JOIN claims AS c ON c.article_id = t.article_id
WHERE NOT t.is_back
GROUP BY ALL
ORDER BY t.noticed_at DESC, t.url;
