INSERT INTO clean.outcomes BY NAME
SELECT c.*
FROM candidate.clean.outcomes AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.outcomes AS p WHERE p.page_id = c.page_id);

INSERT INTO clean.articles BY NAME
SELECT c.*
FROM candidate.clean.articles AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.articles AS p WHERE p.article_id = c.article_id);

INSERT INTO clean.article_versions BY NAME
SELECT c.*
FROM candidate.clean.article_versions AS c
WHERE NOT EXISTS (SELECT 1 FROM clean.article_versions AS p WHERE p.version_id = c.version_id);
