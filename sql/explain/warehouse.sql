-- What `explain` reads, from the warehouse: also what waits for its gate.
CREATE TEMPORARY VIEW explained_claims AS
SELECT c.*, c.version_id AS first_version_id, v.body, v.title, a.url_canonical, a.source_id
FROM claims.claims AS c
INNER JOIN clean.article_versions AS v ON v.version_id = c.version_id
INNER JOIN clean.articles AS a ON a.article_id = c.article_id;

CREATE TEMPORARY VIEW explained_spans AS
SELECT s.claim_id, s.version_id, s.role, s.start, s."end"
FROM claims.spans AS s;

CREATE TEMPORARY VIEW explained_hops AS
SELECT h.*
FROM claims.hops AS h;

CREATE TEMPORARY VIEW explained_quantities AS
SELECT q.*
FROM claims.quantities AS q;
