-- An outlet whose share of articles without a claim is above its own past by more than the past varies, than chance allows (four
-- standard errors of a share of so few articles), and than anybody would mind. With fewer than eight articles, or five earlier runs,
-- nothing is said.
WITH today AS (
    SELECT v.source_id, count(*) AS n_rows, count(*) FILTER (WHERE r.n_claims = 0) / count(*) AS share
    FROM claims.readings AS r
    INNER JOIN input.versions AS v ON v.version_id = r.version_id
    GROUP BY v.source_id
    HAVING count(*) >= 8
),

past AS (
    SELECT
        source_id,
        sum(n_at_fault) / sum(n_rows) AS usual,
        coalesce(mad(share) FILTER (WHERE n_rows >= 8), 0) AS spread,
        count(*) AS n_runs
    FROM input.past_shares
    GROUP BY source_id
    HAVING count(*) >= 5
)

SELECT CAST(NULL AS VARCHAR) AS unit_id, t.source_id, t.n_rows, t.share, p.usual, p.n_runs
FROM today AS t
INNER JOIN past AS p ON p.source_id = t.source_id
WHERE t.share - p.usual > greatest(0.15, 3.5 * 1.4826 * p.spread, 4 * sqrt(greatest(p.usual * (1 - p.usual), 1 / t.n_rows) / t.n_rows));
