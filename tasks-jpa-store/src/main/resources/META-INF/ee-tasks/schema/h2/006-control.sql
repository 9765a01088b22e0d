-- EE Tasks, script 6 for H2: headers.
-- Nodes of the version before go on working beside it.
-- H2 copies a table to which it adds a column.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add column if not exists headers varchar(4000);
alter table ee_task add column if not exists headers varchar(4000);

merge into ee_schema_version (version, script, applied_at) key (version)
select 6, '006-control.sql', timestampadd(microsecond,
    cast(extract(epoch from current_timestamp) * 1000000 as bigint), timestamp '1970-01-01 00:00:00');
