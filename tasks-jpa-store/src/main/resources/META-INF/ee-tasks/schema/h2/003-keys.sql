-- EE Tasks, script 3 for H2: unique keys are found by their task.
-- Only adds, so that nodes of the version before go on working beside it. Every statement may be repeated.

create index if not exists ee_task_key_task on ee_task_key (task_id);

merge into ee_schema_version (version, script, applied_at) key (version)
select 3, '003-keys.sql', timestampadd(microsecond,
    cast(extract(epoch from current_timestamp) * 1000000 as bigint), timestamp '1970-01-01 00:00:00');
