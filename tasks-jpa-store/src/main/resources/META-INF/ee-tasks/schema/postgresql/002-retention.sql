-- EE Tasks, script 2 for PostgreSQL: retention, tasks that nobody can read, retrying what failed.
-- Only adds, so that nodes of the version before go on working beside it. They wait for ee_task while it runs, and it makes
-- the index ee_task_finished: on a large table make that first by hand, with "create index concurrently".
-- Locks no other table that they use: they lock several, in an order of their own.

alter table ee_task
    -- since when a node that knows the task could not read its arguments
    add column unreadable_since timestamp(6),
    -- the node that an unparked task is offered to, and until when; afterwards any node may claim it
    add column offered_to       varchar(64),
    add column offered_until    timestamp(6),
    -- attempts made before it was last retried by hand: the limit of attempts counts from there
    add column attempts_before  integer not null default 0;

-- nodes that could not read a task's arguments
create table ee_task_unreadable (
    task_id varchar(36) collate "C" not null,
    node_id varchar(64) not null,
    primary key (task_id, node_id)
);

-- the tasks and flows that tasks have waited for: their results are kept until these have finished
create table ee_task_predecessor (
    task_id        varchar(36) collate "C" not null,
    predecessor_id varchar(36) collate "C" not null,
    primary key (task_id, predecessor_id)
);

create index ee_task_predecessor_predecessor on ee_task_predecessor (predecessor_id);

create index if not exists ee_task_finished on ee_task (namespace, status, queue, finished_at)
    where finished_at is not null;

insert into ee_schema_version (version, script, applied_at)
values (2, '002-retention.sql', clock_timestamp() at time zone 'UTC');
