-- EE Tasks, script 6 for SQL Server. Untested: no build of EE Tasks has run it on SQL Server. All times are UTC.
-- Nodes of the version before go on working beside it.
-- Adding a column without a default rewrites nothing: each table is locked for an instant.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add headers nvarchar(4000);
alter table ee_task add headers nvarchar(4000);

insert into ee_schema_version (version, script, applied_at)
values (6, '006-control.sql', sysutcdatetime());
