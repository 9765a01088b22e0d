-- EE Tasks, script 5 for PostgreSQL: large flows, large payloads, what was pruned.
-- Nodes of the version before go on working beside it.
-- Giving flow_id the collation of the ids it is compared with rewrites no row, and makes the index ee_task_flow anew: nobody can
-- enqueue, claim or complete while that lasts: 6 seconds with a million tasks of which half are in flows and each waits for one,
-- measured on PostgreSQL 18 on a busy machine of two cores; that makes a minute with ten million, extrapolated.
-- Locks ee_task_dependency after ee_task, as those nodes do, and no other table that they use in a way that keeps them from it.

alter table ee_task
    -- the number of characters of its arguments; null if unknown, in rows of the version before for instance
    add column arguments_size integer,
    -- the collation of ee_task_dependency.predecessor_id, or a join of the two would use no index
    alter column flow_id type varchar(36) collate "C";

-- marks: tasks and flows whose followers a worker has to look at, since these have finished, or followers were enqueued at the same
-- time; and flows to cancel. A row is deleted when that is done.
create table ee_task_settle (
    namespace   varchar(64) not null,
    id          varchar(36) collate "C" not null,
    -- the task, or the flow
    predecessor varchar(36) collate "C" not null,
    -- TASK, FLOW, CANCEL for a flow to cancel, or FOLLOWER for a task that waits for many others
    kind        varchar(10) not null,
    -- the last follower that was looked at; null before the first
    walked_to   varchar(36) collate "C",
    noted_at    timestamp(6) not null,
    -- not to be looked at before
    look_at     timestamp(6) not null,
    primary key (namespace, id)
);

create index ee_task_settle_look on ee_task_settle (namespace, look_at);

-- followers are walked in the order of their ids; in place of an index on predecessor_id alone
create index ee_task_dependency_follower on ee_task_dependency (predecessor_id, task_id);
drop index ee_task_dependency_predecessor;

-- Where all that waits waits for few predecessors, the planner takes any id for one of those, and reads all there is for the first
-- follower of a task that has none. So it is told that ids are as many as rows; it goes by that from the next analyze on.
alter table ee_task_dependency alter column predecessor_id set (n_distinct = -1);
alter table ee_task_predecessor alter column predecessor_id set (n_distinct = -1);

-- the final status of pruned tasks, kept as long as somebody who has seen a task may name it as a predecessor
create table ee_task_pruned (
    id        varchar(36) collate "C" not null primary key,
    namespace varchar(64) not null,
    status    varchar(10) not null,
    flow_id   varchar(36) collate "C",
    pruned_at timestamp(6) not null
);

create index ee_task_pruned_flow on ee_task_pruned (flow_id);
create index ee_task_pruned_at on ee_task_pruned (namespace, pruned_at);

-- tasks that held the unique key of a flow's invocation; the flow waits for them as for its own tasks
create table ee_flow_hit (
    flow_id varchar(36) collate "C" not null,
    task_id varchar(36) collate "C" not null,
    primary key (flow_id, task_id)
);

create index ee_flow_hit_task on ee_flow_hit (task_id);

-- parked tasks are looked for by their name
create index ee_task_parked_task on ee_task (namespace, task, parked_at) where parked_at is not null;
-- and those that nobody can read by since when that is
create index ee_task_unreadable_since on ee_task (namespace, unreadable_since) where unreadable_since is not null and parked_at is not null;

-- a worker looks at what the application made apart from what code declares, in the order of the ticks; in place of an index on
-- due_at alone
create index ee_schedule_made on ee_schedule (namespace, due_at, id) where not declared;
drop index ee_schedule_due;
-- and retires what nobody has declared for long
create index ee_schedule_silent on ee_schedule (namespace, declared_at) where declared and not retired;

insert into ee_schema_version (version, script, applied_at)
values (5, '005-flows.sql', clock_timestamp() at time zone 'UTC');
