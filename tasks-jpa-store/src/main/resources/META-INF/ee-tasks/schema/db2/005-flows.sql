-- EE Tasks, script 5 for Db2. Untested: no build of EE Tasks has run it on Db2. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

-- the number of characters of its arguments; null if unknown, in rows of the version before for instance
alter table ee_task add column arguments_size integer;

-- marks: tasks and flows whose followers a worker has to look at, since these have finished, or followers were enqueued at the same
-- time; and flows to cancel. A row is deleted when that is done.
create table ee_task_settle (
    namespace   varchar(64 codeunits32) not null,
    id          varchar(36 codeunits32) not null,
    -- the task, or the flow
    predecessor varchar(36 codeunits32) not null,
    -- TASK, FLOW, CANCEL for a flow to cancel, or FOLLOWER for a task that waits for many others
    kind        varchar(10 codeunits32) not null,
    -- the last follower that was looked at; null before the first
    walked_to   varchar(36 codeunits32),
    noted_at    timestamp(6) not null,
    -- not to be looked at before
    look_at     timestamp(6) not null,
    primary key (namespace, id)
);

create index ee_task_settle_look on ee_task_settle (namespace, look_at);

-- followers are walked in the order of their ids; in place of an index on predecessor_id alone
create index ee_task_dependency_follower on ee_task_dependency (predecessor_id, task_id);
drop index ee_task_dependency_predecessor;

-- the final status of pruned tasks, kept as long as somebody who has seen a task may name it as a predecessor
create table ee_task_pruned (
    id        varchar(36 codeunits32) not null primary key,
    namespace varchar(64 codeunits32) not null,
    status    varchar(10 codeunits32) not null,
    flow_id   varchar(36 codeunits32),
    pruned_at timestamp(6) not null
);

create index ee_task_pruned_flow on ee_task_pruned (flow_id);
create index ee_task_pruned_at on ee_task_pruned (namespace, pruned_at);

-- tasks that held the unique key of a flow's invocation; the flow waits for them as for its own tasks
create table ee_flow_hit (
    flow_id varchar(36 codeunits32) not null,
    task_id varchar(36 codeunits32) not null,
    primary key (flow_id, task_id)
);

create index ee_flow_hit_task on ee_flow_hit (task_id);

-- parked tasks are looked for by their name
create index ee_task_parked_task on ee_task (namespace, task, parked_at);
-- and those that nobody can read by since when that is
create index ee_task_unreadable_since on ee_task (namespace, unreadable_since);

-- a worker looks at what the application made apart from what code declares, in the order of the ticks; in place of an index on
-- due_at alone
create index ee_schedule_made on ee_schedule (namespace, declared, due_at, id);
drop index ee_schedule_due;
-- and retires what nobody has declared for long
create index ee_schedule_silent on ee_schedule (namespace, declared, retired, declared_at);

insert into ee_schema_version (version, script, applied_at)
values (5, '005-flows.sql', current timestamp - current timezone);
