-- Does every landed page have a fate, and do the numbers add up?
SELECT
    count(*) AS landed,
    count(*) FILTER (WHERE fate = 'published') AS published,
    count(*) FILTER (WHERE fate = 'duplicate') AS duplicate,
    count(*) FILTER (WHERE fate = 'irrelevant') AS irrelevant,
    count(*) FILTER (WHERE fate = 'rejected') AS rejected,
    count(*) FILTER (WHERE fate = 'quarantined') AS quarantined,
    count(*) FILTER (WHERE fate = 'discarded') AS discarded
FROM pages;
