INSERT INTO tag.articles BY NAME
SELECT c.*
FROM candidate.tag.articles AS c
WHERE NOT EXISTS (SELECT 1 FROM tag.articles AS p WHERE p.version_id = c.version_id);

INSERT INTO tag.mentions BY NAME
SELECT c.*
FROM candidate.tag.mentions AS c
WHERE NOT EXISTS (SELECT 1 FROM tag.mentions AS p WHERE p.mention_id = c.mention_id);

INSERT INTO tag.topics BY NAME
SELECT c.*
FROM candidate.tag.topics AS c
WHERE NOT EXISTS (SELECT 1 FROM tag.topics AS p WHERE p.version_id = c.version_id AND p.topic_id = c.topic_id);

INSERT INTO tag.evidence BY NAME
SELECT c.*
FROM candidate.tag.evidence AS c
WHERE NOT EXISTS (
    SELECT 1 FROM tag.evidence AS p
    WHERE p.version_id = c.version_id AND p.subject = c.subject AND p.rule = c.rule AND p.rule_type = c.rule_type
);
