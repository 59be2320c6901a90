SELECT
    CAST(NULL AS VARCHAR) AS unit_id,
    a.source_id,
    count(*) AS n_versions,
    count(*) FILTER (WHERE v.zwnj_suspect_loss) AS n_without_zwnj,
    count(*) FILTER (WHERE v.mojibake > 0.001) AS n_mojibake
FROM clean.article_versions AS v
INNER JOIN clean.articles AS a ON a.article_id = v.article_id
GROUP BY a.source_id
HAVING
    count(*) >= 5
    AND count(*) FILTER (WHERE v.zwnj_suspect_loss OR v.mojibake > 0.001) > count(*) / 2;
