-- EE Tasks, script 3 for PostgreSQL: unique keys are found by their task.
-- Only adds, so that nodes of the version before go on working beside it.
-- Locks no other table that they use, as script 2.

-- the collation of ee_task.id, or a join of the two would use no index
alter table ee_task_key alter column task_id type varchar(36) collate "C";
create index if not exists ee_task_key_task on ee_task_key (task_id);

insert into ee_schema_version (version, script, applied_at)
values (3, '003-keys.sql', clock_timestamp() at time zone 'UTC');
