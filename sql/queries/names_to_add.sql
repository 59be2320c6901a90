-- Which people and bodies were named that the gazetteer does not know, week by week, the most frequent first?
SELECT week_of, name, type, language, n_articles, n_outlets, n_mentions, samples, local_id
FROM unknown_names
ORDER BY week_of DESC, n_articles DESC, n_mentions DESC, local_id;
