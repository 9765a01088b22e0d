-- EE Tasks, script 6 for PostgreSQL: headers, limits, order, pauses, expiry.
-- Nodes of the version before go on working beside it.
-- Adding a column without a default rewrites nothing: each table is locked for an instant,
-- ee_schedule first: whoever takes a tick locks the two in this order.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add column headers varchar(4000);
-- how long after its tick a task expires
alter table ee_schedule add column expire_after_micros bigint;

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_task add column headers varchar(4000);
-- who enqueued it
alter table ee_task add column principal varchar(255);
-- the key in whose order it runs
alter table ee_task add column order_id varchar(64);
-- what it is run together with
alter table ee_task add column batch varchar(64);
-- it is cancelled if it has not started by then
alter table ee_task add column expires_at timestamp(6);

-- null: a node that knows no limits
alter table ee_node add column version varchar(64);
alter table ee_node add column capabilities varchar(255);
alter table ee_node add column instance varchar(64);

-- one limit with one key; locked by those who let tasks in
create table ee_gate (
    namespace     varchar(64)              not null,
    -- of name and key
    id            varchar(128) collate "C" not null,
    name          varchar(255)             not null,
    -- null if the limit has no key; cut if it is long
    key_text      varchar(255),
    -- what may run at once, and start in a period; 0 for any
    max_running   integer                  not null,
    max_starts    integer                  not null,
    period_micros bigint,
    spread        boolean                  not null,
    strict        boolean                  not null,
    -- the starts that still count
    recent        varchar(4000),
    -- until when it is of use though nothing is inside
    kept_until    timestamp(6)             not null,
    primary key (namespace, id)
);

create index ee_gate_kept on ee_gate (kept_until, namespace);

-- an unfinished task in one gate
create table ee_gated (
    task_id   varchar(36) collate "C"  not null,
    gate      varchar(128) collate "C" not null,
    namespace varchar(64)              not null,
    queue     varchar(64)              not null,
    priority  integer                  not null,
    run_after timestamp(6)             not null,
    -- H: held, not due; L: let in, due; R: running under the claim
    state     char(1)                  not null,
    claim_id  varchar(36),
    node_id   varchar(64),
    weight    integer                  not null,
    strict    boolean                  not null,
    primary key (task_id, gate)
);

create index ee_gated_gate on ee_gated (namespace, state, gate, queue, priority desc, run_after, task_id);

-- what an attempt takes of a gate that was completed, or lost, before its method returned
create table ee_gate_slot (
    namespace varchar(64)              not null,
    gate      varchar(128) collate "C" not null,
    task_id   varchar(36) collate "C"  not null,
    claim_id  varchar(36) collate "C"  not null,
    node_id   varchar(64),
    -- ee.tasks.node.instance of the node
    instance  varchar(64),
    weight    integer                  not null,
    strict    boolean                  not null,
    since     timestamp(6)             not null,
    primary key (task_id, claim_id, gate)
);

create index ee_gate_slot_gate on ee_gate_slot (namespace, gate);

-- what operators have paused; a queue may be so by ee_queue.paused, too
create table ee_pause (
    namespace     varchar(64)  not null,
    -- NAMESPACE, QUEUE, LIMIT, NODE or INSTANCE
    kind          varchar(10)  not null,
    -- the queue, the gate, the node, the instance; * for the namespace
    name          varchar(128) not null,
    -- of a gate; cut if it is long
    limit_name    varchar(255),
    key_text      varchar(255),
    since         timestamp(6) not null,
    -- null: until it is resumed
    until_at      timestamp(6),
    primary key (namespace, kind, name)
);

-- a key whose tasks run one after the other; locked by those who enqueue, and by those who move its head
create table ee_order (
    namespace   varchar(64)             not null,
    -- the hash of the key
    id          varchar(64) collate "C" not null,
    -- the key, cut if it is long
    key_text    varchar(255)            not null,
    next_number bigint                  not null,
    -- the task whose turn it is; null if none
    head        varchar(36) collate "C",
    touched_at  timestamp(6)            not null,
    primary key (namespace, id)
);

-- the place of an unfinished task in the order of its key; of a FAILED one that holds the key, too
create table ee_ordered (
    namespace    varchar(64)             not null,
    order_id     varchar(64) collate "C" not null,
    order_number bigint                  not null,
    task_id      varchar(36) collate "C" not null,
    -- whether a FAILED task keeps those behind it waiting
    holds        boolean                 not null,
    primary key (namespace, order_id, order_number)
);

create index ee_ordered_task on ee_ordered (task_id);

-- when to look whether a task has started in time, until it has started or finished
create table ee_task_expiry (
    task_id   varchar(36) collate "C" not null,
    namespace varchar(64)             not null,
    look_at   timestamp(6)            not null,
    primary key (task_id)
);

create index ee_task_expiry_look_at on ee_task_expiry (namespace, look_at, task_id);

insert into ee_schema_version (version, script, applied_at)
values (6, '006-control.sql', clock_timestamp() at time zone 'UTC');
