SELECT o.page_id AS unit_id, p.source_id, o.reason
FROM clean.outcomes AS o
LEFT JOIN input.pages AS p ON p.page_id = o.page_id
WHERE
    o.outcome = 'held'
    AND NOT EXISTS (SELECT 1 FROM clean.drift AS d WHERE d.source_id = p.source_id AND d.severity = 'critical');
