-- What outlets are called.
SELECT source_id, name_en
FROM sources;
