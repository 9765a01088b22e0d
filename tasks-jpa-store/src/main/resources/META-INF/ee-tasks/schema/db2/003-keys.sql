-- EE Tasks, script 3 for Db2. Untested: no build of EE Tasks has run it on Db2. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

create index ee_task_key_task on ee_task_key (task_id);

insert into ee_schema_version (version, script, applied_at)
values (3, '003-keys.sql', current timestamp - current timezone);
