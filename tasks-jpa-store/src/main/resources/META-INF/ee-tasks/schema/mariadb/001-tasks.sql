-- EE Tasks, script 1 for MariaDB. All times are UTC. Every statement may be repeated, since DDL commits by itself here.

create table if not exists ee_schema_version (
    version     integer      not null primary key,
    script      varchar(100) not null,
    applied_at  datetime(6)  not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ee_queue (
    namespace   varchar(64)  not null,
    name        varchar(64)  not null,
    paused      boolean      not null,
    primary key (namespace, name)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ee_node (
    id          varchar(64)  not null primary key,
    namespace   varchar(64)  not null,
    lease_until datetime(6)  not null,
    dead        boolean      not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ee_task (
    id                varchar(36) not null primary key,
    namespace         varchar(64)  not null,
    task              varchar(255) not null,
    backend           varchar(255) not null,
    queue             varchar(64)  not null,
    priority          integer      not null check (priority between -100 and 100),
    status            varchar(10)  not null,
    arguments         longtext     not null,
    payload_format    integer      not null,
    result            longtext,
    enqueued_at       datetime(6)  not null,
    -- the time by which it is sorted; shown as the task's runAfter if deferred
    run_after         datetime(6)  not null,
    deferred          boolean      not null,
    -- when due becomes true; null if it does not
    promote_at        datetime(6),
    due               boolean      not null,
    -- the claim's unique id, which guards every write of a worker; node_id is null unless RUNNING
    claim_id          varchar(36),
    node_id           varchar(64),
    claimed_at        datetime(6),
    claim_started     boolean      not null,
    claims            integer      not null,
    attempts          integer      not null,
    losses            integer      not null,
    lost              boolean      not null,
    rerun_if_lost     boolean      not null,
    cancel_requested  boolean      not null,
    started_at        datetime(6),
    last_attempted_at datetime(6),
    finished_at       datetime(6),
    -- one node a line
    workers           longtext,
    parked_at         datetime(6),
    parked_by         varchar(64),
    parked_reason     varchar(1000),
    flow_id           varchar(36),
    even_if_failed    boolean      not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_task_claim on ee_task (namespace, due, queue, priority desc, run_after, id);
create index if not exists ee_task_promote on ee_task (namespace, promote_at);
create index if not exists ee_task_node on ee_task (namespace, node_id);
create index if not exists ee_task_parked on ee_task (namespace, parked_at);
create index if not exists ee_task_flow on ee_task (namespace, flow_id, status);

create table if not exists ee_task_error (
    task_id         varchar(36) not null,
    attempt         integer      not null,
    exception_class varchar(255) not null,
    message         longtext,
    stack_trace     longtext,
    worker_id       varchar(64),
    failed_at       datetime(6)  not null,
    primary key (task_id, attempt)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ee_task_note (
    task_id varchar(36) not null,
    kind    varchar(10)  not null,
    name    varchar(255) not null,
    content longtext,
    done    bigint,
    total   bigint,
    primary key (task_id, kind, name)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists ee_task_key (
    namespace  varchar(64)  not null,
    task       varchar(255) not null,
    key_hash   varchar(64)  not null,
    task_id    varchar(36)  not null,
    -- the key is held at least until then, if not null, and in any case while the task is unfinished
    held_until datetime(6),
    primary key (namespace, task, key_hash)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- what WAITING tasks wait for; a row is deleted when its task no longer waits for the predecessor
create table if not exists ee_task_dependency (
    task_id        varchar(36) not null,
    predecessor_id varchar(36) not null,
    -- whether the predecessor is a flow
    flow           boolean     not null,
    primary key (task_id, predecessor_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_task_dependency_predecessor on ee_task_dependency (predecessor_id);

insert into ee_schema_version (version, script, applied_at)
values (1, '001-tasks.sql', utc_timestamp(6))
on duplicate key update version = version;
