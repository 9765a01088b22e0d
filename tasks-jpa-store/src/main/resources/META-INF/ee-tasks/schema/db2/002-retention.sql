-- EE Tasks, script 2 for Db2. Untested: no build of EE Tasks has run it on Db2. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

-- since when a node that knows the task could not read its arguments
alter table ee_task add column unreadable_since timestamp(6);
-- the node that an unparked task is offered to, and until when; afterwards any node may claim it
alter table ee_task add column offered_to varchar(64 codeunits32);
alter table ee_task add column offered_until timestamp(6);
-- attempts made before it was last retried by hand: the limit of attempts counts from there
alter table ee_task add column attempts_before integer default 0 not null;

-- nodes that could not read a task's arguments
create table ee_task_unreadable (
    task_id varchar(36 codeunits32) not null,
    node_id varchar(64 codeunits32) not null,
    primary key (task_id, node_id)
);

-- the tasks and flows that tasks have waited for: their results are kept until these have finished
create table ee_task_predecessor (
    task_id        varchar(36 codeunits32) not null,
    predecessor_id varchar(36 codeunits32) not null,
    primary key (task_id, predecessor_id)
);

create index ee_task_predecessor_predecessor on ee_task_predecessor (predecessor_id);
create index ee_task_finished on ee_task (namespace, status, queue, finished_at);

insert into ee_schema_version (version, script, applied_at)
values (2, '002-retention.sql', current timestamp - current timezone);
