-- What `explain` reads, from a published snapshot.
CREATE TEMPORARY VIEW explained_claims AS
SELECT c.*, v.body, v.title, a.url_canonical, a.source_id
FROM claims AS c
INNER JOIN article_versions AS v ON v.version_id = c.first_version_id
INNER JOIN articles AS a ON a.article_id = c.article_id;

CREATE TEMPORARY VIEW explained_spans AS
SELECT s.claim_id, s.version_id, s.role, s.start, s."end"
FROM claim_spans AS s;

CREATE TEMPORARY VIEW explained_hops AS
SELECT h.*
FROM attribution_hops AS h;

CREATE TEMPORARY VIEW explained_quantities AS
SELECT q.*
FROM claim_quantities AS q;
