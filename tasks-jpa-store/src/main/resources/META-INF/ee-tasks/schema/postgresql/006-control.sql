-- EE Tasks, script 6 for PostgreSQL: headers.
-- Nodes of the version before go on working beside it.
-- Adding a column without a default rewrites nothing: each table is locked for an instant,
-- ee_schedule first: whoever takes a tick locks the two in this order.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add column headers varchar(4000);
alter table ee_task add column headers varchar(4000);

insert into ee_schema_version (version, script, applied_at)
values (6, '006-control.sql', clock_timestamp() at time zone 'UTC');
