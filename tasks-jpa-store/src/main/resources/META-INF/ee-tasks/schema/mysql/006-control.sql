-- EE Tasks, script 6 for MySQL. Untested: no build of EE Tasks has run it on MySQL. All times are UTC.
-- Nodes of the version before go on working beside it.
-- Adding a column at the end is instant: each table is locked for an instant.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add column headers varchar(4000);
alter table ee_task add column headers varchar(4000);

insert into ee_schema_version (version, script, applied_at)
values (6, '006-control.sql', utc_timestamp(6));
