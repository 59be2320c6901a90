-- Which characters of which archived page prove each claim?
SELECT c.claim_id, s.role, s.exact, s."start", s."end", a.url_canonical AS url, f.storage_path, f.raw_sha256
FROM claims AS c
INNER JOIN claim_spans AS s ON s.claim_id = c.claim_id AND s.version_id = c.first_version_id
INNER JOIN article_versions AS v ON v.version_id = c.first_version_id
INNER JOIN articles AS a ON a.article_id = c.article_id
INNER JOIN fetches AS f ON f.fetch_id = v.fetch_id
ORDER BY c.claim_id, s.role, s.ordinal;
