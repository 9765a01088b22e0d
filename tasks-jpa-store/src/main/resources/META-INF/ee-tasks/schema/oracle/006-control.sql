-- EE Tasks, script 6 for Oracle. Untested: no build of EE Tasks has run it on Oracle. All times are UTC.
-- Nodes of the version before go on working beside it.
-- Adding a column without a default rewrites nothing: each table is locked for an instant.

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_schedule add headers varchar2(4000 byte);
-- how long after its tick a task expires
alter table ee_schedule add expire_after_micros number(19);

-- a JSON object of strings, at most 4,000 bytes in UTF-8; null if there are none
alter table ee_task add headers varchar2(4000 byte);
-- who enqueued it
alter table ee_task add principal varchar2(255 char);
-- the key in whose order it runs
alter table ee_task add order_id varchar2(64 char);
-- what it is run together with
alter table ee_task add batch varchar2(64 char);
-- it is cancelled if it has not started by then
alter table ee_task add expires_at timestamp(6);

-- null: a node that knows no limits
alter table ee_node add version varchar2(64 char);
alter table ee_node add capabilities varchar2(255 char);
alter table ee_node add instance varchar2(64 char);

-- one limit with one key; locked by those who let tasks in
create table ee_gate (
    namespace     varchar2(64 char)  not null,
    -- of name and key
    id            varchar2(128 char) not null,
    name          varchar2(255 char) not null,
    -- null if the limit has no key; cut if it is long
    key_text      varchar2(255 char),
    -- what may run at once, and start in a period; 0 for any
    max_running   number(10)         not null,
    max_starts    number(10)         not null,
    period_micros number(19),
    spread        number(1)          not null,
    strict        number(1)          not null,
    -- the starts that still count
    recent        varchar2(4000 byte),
    -- until when it is of use though nothing is inside
    kept_until    timestamp(6)       not null,
    primary key (namespace, id)
);

create index ee_gate_kept on ee_gate (kept_until, namespace);

-- an unfinished task in one gate
create table ee_gated (
    task_id   varchar2(36 char)  not null,
    gate      varchar2(128 char) not null,
    namespace varchar2(64 char)  not null,
    queue     varchar2(64 char)  not null,
    priority  number(10)         not null,
    run_after timestamp(6)       not null,
    -- H: held, not due; L: let in, due; R: running under the claim
    state     char(1)            not null,
    claim_id  varchar2(36 char),
    node_id   varchar2(64 char),
    weight    number(10)         not null,
    strict    number(1)          not null,
    primary key (task_id, gate)
);

create index ee_gated_gate on ee_gated (namespace, state, gate, queue, priority desc, run_after, task_id);

-- what an attempt takes of a gate that was completed, or lost, before its method returned
create table ee_gate_slot (
    namespace varchar2(64 char)  not null,
    gate      varchar2(128 char) not null,
    task_id   varchar2(36 char)  not null,
    claim_id  varchar2(36 char)  not null,
    node_id   varchar2(64 char),
    -- ee.tasks.node.instance of the node
    instance  varchar2(64 char),
    weight    number(10)         not null,
    strict    number(1)          not null,
    since     timestamp(6)       not null,
    primary key (task_id, claim_id, gate)
);

create index ee_gate_slot_gate on ee_gate_slot (namespace, gate);

-- what operators have paused; a queue may be so by ee_queue.paused, too
create table ee_pause (
    namespace     varchar2(64 char)  not null,
    -- NAMESPACE, QUEUE, LIMIT, NODE or INSTANCE
    kind          varchar2(10 char)  not null,
    -- the queue, the gate, the node, the instance; * for the namespace
    name          varchar2(128 char) not null,
    -- of a gate; cut if it is long
    limit_name    varchar2(255 char),
    key_text      varchar2(255 char),
    since         timestamp(6)       not null,
    -- null: until it is resumed
    until_at      timestamp(6),
    primary key (namespace, kind, name)
);

-- a key whose tasks run one after the other; locked by those who enqueue, and by those who move its head
create table ee_order (
    namespace   varchar2(64 char)  not null,
    -- the hash of the key
    id          varchar2(64 char)  not null,
    -- the key, cut if it is long
    key_text    varchar2(255 char) not null,
    next_number number(19)         not null,
    -- the task whose turn it is; null if none
    head        varchar2(36 char),
    touched_at  timestamp(6)       not null,
    primary key (namespace, id)
);

-- the place of an unfinished task in the order of its key; of a FAILED one that holds the key, too
create table ee_ordered (
    namespace    varchar2(64 char) not null,
    order_id     varchar2(64 char) not null,
    order_number number(19)        not null,
    task_id      varchar2(36 char) not null,
    -- whether a FAILED task keeps those behind it waiting
    holds        number(1)         not null,
    primary key (namespace, order_id, order_number)
);

create index ee_ordered_task on ee_ordered (task_id);

-- when to look whether a task has started in time, until it has started or finished
create table ee_task_expiry (
    task_id   varchar2(36 char) not null,
    namespace varchar2(64 char) not null,
    look_at   timestamp(6)      not null,
    primary key (task_id)
);

create index ee_task_expiry_look_at on ee_task_expiry (namespace, look_at, task_id);

insert into ee_schema_version (version, script, applied_at)
values (6, '006-control.sql', cast(sys_extract_utc(systimestamp) as timestamp(6)));
