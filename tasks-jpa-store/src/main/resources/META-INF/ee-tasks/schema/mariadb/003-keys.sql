-- EE Tasks, script 3 for MariaDB: unique keys are found by their task.
-- Only adds, so that nodes of the version before go on working beside it. Every statement may be repeated.

create index if not exists ee_task_key_task on ee_task_key (task_id);

insert into ee_schema_version (version, script, applied_at)
values (3, '003-keys.sql', utc_timestamp(6))
on duplicate key update version = version;
