-- EE Tasks, script 1 for Oracle. Untested: no build of EE Tasks has run it on Oracle. All times are UTC.

create table ee_schema_version (
    version     number(10)   not null primary key,
    script      varchar2(100 char) not null,
    applied_at  timestamp(6) not null
);

create table ee_queue (
    namespace   varchar2(64 char)  not null,
    name        varchar2(64 char)  not null,
    paused      number(1)        not null,
    primary key (namespace, name)
);

create table ee_node (
    id          varchar2(64 char)  not null primary key,
    namespace   varchar2(64 char)  not null,
    lease_until timestamp(6) not null,
    dead        number(1)        not null
);

create table ee_task (
    id                varchar2(36 char) not null primary key,
    namespace         varchar2(64 char)  not null,
    task              varchar2(255 char) not null,
    backend           varchar2(255 char) not null,
    queue             varchar2(64 char)  not null,
    priority          number(10)   not null check (priority between -100 and 100),
    status            varchar2(10 char)  not null,
    arguments         clob         not null,
    payload_format    number(10)   not null,
    result            clob,
    enqueued_at       timestamp(6) not null,
    -- the time by which it is sorted; shown as the task's runAfter if deferred
    run_after         timestamp(6) not null,
    deferred          number(1)        not null,
    -- when due becomes true; null if it does not
    promote_at        timestamp(6),
    due               number(1)        not null,
    -- the claim's unique id, which guards every write of a worker; node_id is null unless RUNNING
    claim_id          varchar2(36 char),
    node_id           varchar2(64 char),
    claimed_at        timestamp(6),
    claim_started     number(1)        not null,
    claims            number(10)   not null,
    attempts          number(10)   not null,
    losses            number(10)   not null,
    lost              number(1)        not null,
    rerun_if_lost     number(1)        not null,
    cancel_requested  number(1)        not null,
    started_at        timestamp(6),
    last_attempted_at timestamp(6),
    finished_at       timestamp(6),
    -- one node a line
    workers           clob,
    parked_at         timestamp(6),
    parked_by         varchar2(64 char),
    parked_reason     varchar2(1000 char),
    flow_id           varchar2(36 char),
    even_if_failed    number(1)        not null
);

create index ee_task_claim on ee_task (namespace, due, queue, priority desc, run_after, id);
create index ee_task_promote on ee_task (namespace, promote_at);
create index ee_task_node on ee_task (namespace, node_id);
create index ee_task_parked on ee_task (namespace, parked_at);
create index ee_task_flow on ee_task (namespace, flow_id, status);

create table ee_task_error (
    task_id         varchar2(36 char) not null,
    attempt         number(10)   not null,
    exception_class varchar2(255 char) not null,
    message         clob,
    stack_trace     clob,
    worker_id       varchar2(64 char),
    failed_at       timestamp(6) not null,
    primary key (task_id, attempt)
);

create table ee_task_note (
    task_id varchar2(36 char) not null,
    kind    varchar2(10 char)  not null,
    name    varchar2(255 char) not null,
    content clob,
    done    number(19),
    total   number(19),
    primary key (task_id, kind, name)
);

create table ee_task_key (
    namespace  varchar2(64 char)  not null,
    task       varchar2(255 char) not null,
    key_hash   varchar2(64 char)  not null,
    task_id    varchar2(36 char)  not null,
    -- the key is held at least until then, if not null, and in any case while the task is unfinished
    held_until timestamp(6),
    primary key (namespace, task, key_hash)
);

-- what WAITING tasks wait for; a row is deleted when its task no longer waits for the predecessor
create table ee_task_dependency (
    task_id        varchar2(36 char) not null,
    predecessor_id varchar2(36 char) not null,
    -- whether the predecessor is a flow
    flow           number(1)       not null,
    primary key (task_id, predecessor_id)
);

create index ee_task_dependency_predecessor on ee_task_dependency (predecessor_id);

insert into ee_schema_version (version, script, applied_at)
values (1, '001-tasks.sql', cast(sys_extract_utc(systimestamp) as timestamp(6)));
