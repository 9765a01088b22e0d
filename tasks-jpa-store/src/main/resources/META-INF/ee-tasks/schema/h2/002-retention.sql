-- EE Tasks, script 2 for H2: retention, tasks that nobody can read, retrying what failed.
-- Only adds, so that nodes of the version before go on working beside it. Every statement may be repeated.

-- since when a node that knows the task could not read its arguments
alter table ee_task add column if not exists unreadable_since timestamp(6);
-- the node that an unparked task is offered to, and until when; afterwards any node may claim it
alter table ee_task add column if not exists offered_to varchar(64);
alter table ee_task add column if not exists offered_until timestamp(6);
-- attempts made before it was last retried by hand: the limit of attempts counts from there
alter table ee_task add column if not exists attempts_before integer default 0 not null;

-- nodes that could not read a task's arguments
create table if not exists ee_task_unreadable (
    task_id varchar(36) not null,
    node_id varchar(64) not null,
    primary key (task_id, node_id)
);

-- the tasks and flows that tasks have waited for: their results are kept until these have finished
create table if not exists ee_task_predecessor (
    task_id        varchar(36) not null,
    predecessor_id varchar(36) not null,
    primary key (task_id, predecessor_id)
);

create index if not exists ee_task_predecessor_predecessor on ee_task_predecessor (predecessor_id);
create index if not exists ee_task_finished on ee_task (namespace, status, queue, finished_at);

merge into ee_schema_version (version, script, applied_at) key (version)
select 2, '002-retention.sql', timestampadd(microsecond,
    cast(extract(epoch from current_timestamp) * 1000000 as bigint), timestamp '1970-01-01 00:00:00');
