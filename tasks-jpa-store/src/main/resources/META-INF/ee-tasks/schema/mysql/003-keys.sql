-- EE Tasks, script 3 for MySQL. Untested: no build of EE Tasks has run it on MySQL. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

create index ee_task_key_task on ee_task_key (task_id);

insert into ee_schema_version (version, script, applied_at)
values (3, '003-keys.sql', utc_timestamp(6));
