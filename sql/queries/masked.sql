-- Where are names of private persons masked, by which rule, and how many?
SELECT
    m.table_name,
    m.column_name,
    array_to_string(m.rules, ', ') AS rules,
    sum(m.n_cells) AS n_cells,
    sum(m.n_characters) AS n_characters,
    count(DISTINCT m.article_id) AS n_articles
FROM maskings AS m
GROUP BY ALL
ORDER BY m.table_name, m.column_name, rules;
