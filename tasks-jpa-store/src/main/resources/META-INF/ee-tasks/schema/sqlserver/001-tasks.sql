-- EE Tasks, script 1 for SQL Server. Untested: no build of EE Tasks has run it on SQL Server. All times are UTC.
-- The database must have a binary collation: create database ... collate Latin1_General_100_BIN2_UTF8. Trailing spaces of names count for nothing here.
-- And its readers must not wait for writers, or the store does not start (EETASK0640):
-- alter database current set read_committed_snapshot on with rollback immediate

create table ee_schema_version (
    version     integer      not null primary key,
    script      nvarchar(100) not null,
    applied_at  datetime2(6) not null
);

create table ee_queue (
    namespace   nvarchar(64)  not null,
    name        nvarchar(64)  not null,
    paused      bit          not null,
    primary key (namespace, name)
);

create table ee_node (
    id          nvarchar(64)  not null primary key,
    namespace   nvarchar(64)  not null,
    lease_until datetime2(6) not null,
    dead        bit          not null
);

create table ee_task (
    id                nvarchar(36) not null primary key,
    namespace         nvarchar(64)  not null,
    task              nvarchar(255) not null,
    backend           nvarchar(255) not null,
    queue             nvarchar(64)  not null,
    priority          integer      not null check (priority between -100 and 100),
    status            nvarchar(10)  not null,
    arguments         nvarchar(max) not null,
    payload_format    integer      not null,
    result            nvarchar(max),
    enqueued_at       datetime2(6) not null,
    -- the time by which it is sorted; shown as the task's runAfter if deferred
    run_after         datetime2(6) not null,
    deferred          bit          not null,
    -- when due becomes true; null if it does not
    promote_at        datetime2(6),
    due               bit          not null,
    -- the claim's unique id, which guards every write of a worker; node_id is null unless RUNNING
    claim_id          nvarchar(36),
    node_id           nvarchar(64),
    claimed_at        datetime2(6),
    claim_started     bit          not null,
    claims            integer      not null,
    attempts          integer      not null,
    losses            integer      not null,
    lost              bit          not null,
    rerun_if_lost     bit          not null,
    cancel_requested  bit          not null,
    started_at        datetime2(6),
    last_attempted_at datetime2(6),
    finished_at       datetime2(6),
    -- one node a line
    workers           nvarchar(max),
    parked_at         datetime2(6),
    parked_by         nvarchar(64),
    parked_reason     nvarchar(1000),
    flow_id           nvarchar(36),
    even_if_failed    bit          not null
);

create index ee_task_claim on ee_task (namespace, due, queue, priority desc, run_after, id);
create index ee_task_promote on ee_task (namespace, promote_at);
create index ee_task_node on ee_task (namespace, node_id);
create index ee_task_parked on ee_task (namespace, parked_at);
create index ee_task_flow on ee_task (namespace, flow_id, status);

create table ee_task_error (
    task_id         nvarchar(36) not null,
    attempt         integer      not null,
    exception_class nvarchar(255) not null,
    message         nvarchar(max),
    stack_trace     nvarchar(max),
    worker_id       nvarchar(64),
    failed_at       datetime2(6) not null,
    primary key (task_id, attempt)
);

create table ee_task_note (
    task_id nvarchar(36) not null,
    kind    nvarchar(10)  not null,
    name    nvarchar(255) not null,
    content nvarchar(max),
    done    bigint,
    total   bigint,
    primary key (task_id, kind, name)
);

create table ee_task_key (
    namespace  nvarchar(64)  not null,
    task       nvarchar(255) not null,
    key_hash   nvarchar(64)  not null,
    task_id    nvarchar(36)  not null,
    -- the key is held at least until then, if not null, and in any case while the task is unfinished
    held_until datetime2(6),
    primary key (namespace, task, key_hash)
);

-- what WAITING tasks wait for; a row is deleted when its task no longer waits for the predecessor
create table ee_task_dependency (
    task_id        nvarchar(36) not null,
    predecessor_id nvarchar(36) not null,
    -- whether the predecessor is a flow
    flow           bit         not null,
    primary key (task_id, predecessor_id)
);

create index ee_task_dependency_predecessor on ee_task_dependency (predecessor_id);

insert into ee_schema_version (version, script, applied_at)
values (1, '001-tasks.sql', sysutcdatetime());
