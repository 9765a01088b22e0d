-- EE Tasks, script 5 for MariaDB: large flows, large payloads, what was pruned.
-- Only adds, so that nodes of the version before go on working beside it. Every statement may be repeated.
-- The two indexes on ee_task at its end, which MariaDB makes while others write, took 16 seconds with a million tasks, measured on a
-- busy machine of two cores; that makes three minutes with ten million, extrapolated.

-- the number of characters of its arguments; null if unknown, in rows of the version before for instance
alter table ee_task add column if not exists arguments_size integer;

-- marks: tasks and flows whose followers a worker has to look at, since these have finished, or followers were enqueued at the same
-- time; and flows to cancel. A row is deleted when that is done.
create table if not exists ee_task_settle (
    namespace   varchar(64) not null,
    id          varchar(36) not null,
    -- the task, or the flow
    predecessor varchar(36) not null,
    -- TASK, FLOW, CANCEL for a flow to cancel, or FOLLOWER for a task that waits for many others
    kind        varchar(10) not null,
    -- the last follower that was looked at; null before the first
    walked_to   varchar(36),
    noted_at    datetime(6) not null,
    -- not to be looked at before
    look_at     datetime(6) not null,
    primary key (namespace, id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_task_settle_look on ee_task_settle (namespace, look_at);

-- the final status of pruned tasks, kept as long as somebody who has seen a task may name it as a predecessor
create table if not exists ee_task_pruned (
    id        varchar(36) not null primary key,
    namespace varchar(64) not null,
    status    varchar(10) not null,
    flow_id   varchar(36),
    pruned_at datetime(6) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_task_pruned_flow on ee_task_pruned (flow_id);
create index if not exists ee_task_pruned_at on ee_task_pruned (namespace, pruned_at);

-- tasks that held the unique key of a flow's invocation; the flow waits for them as for its own tasks
create table if not exists ee_flow_hit (
    flow_id varchar(36) not null,
    task_id varchar(36) not null,
    primary key (flow_id, task_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_flow_hit_task on ee_flow_hit (task_id);

-- parked tasks are looked for by their name
create index if not exists ee_task_parked_task on ee_task (namespace, task, parked_at);
-- and those that nobody can read by since when that is
create index if not exists ee_task_unreadable_since on ee_task (namespace, unreadable_since);

-- a worker looks at what the application made apart from what code declares, in the order of the ticks; in place of an index on
-- due_at alone
create index if not exists ee_schedule_made on ee_schedule (namespace, declared, due_at, id);
drop index if exists ee_schedule_due on ee_schedule;
-- and retires what nobody has declared for long
create index if not exists ee_schedule_silent on ee_schedule (namespace, declared, retired, declared_at);

insert into ee_schema_version (version, script, applied_at)
values (5, '005-flows.sql', utc_timestamp(6))
on duplicate key update version = version;
