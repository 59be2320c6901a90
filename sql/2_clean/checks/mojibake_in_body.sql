-- U+FFFD in numbers, or Persian bytes that were read as Latin: letters such as Ø and Ù in nearly every word.
SELECT page_id AS unit_id, version_id, title, left(body, 120) AS begins
FROM clean.article_versions
WHERE
    length(body) - length(replace(body, chr(65533), '')) > 5
    OR length(regexp_replace(body, '[^ØÙÛÚ]', '', 'g')) > 0.1 * length(body);
