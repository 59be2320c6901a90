-- What the index of sentence keys is made from, and the mark by which it is known to be of this warehouse.
SELECT position, version_id || ' ' || run_id AS mark, keys
FROM dedupe.traces
WHERE position >= :first AND position < :stop
ORDER BY position;
