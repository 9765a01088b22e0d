-- EE Tasks, script 4 for SQL Server. Untested: no build of EE Tasks has run it on SQL Server. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

create table ee_schedule (
    namespace       nvarchar(64)  not null,
    id              nvarchar(255) not null,
    task            nvarchar(255) not null,
    backend         nvarchar(255) not null,
    queue           nvarchar(64)  not null,
    priority        integer       not null,
    arguments       nvarchar(max) not null,
    payload_format  integer       not null,
    rerun_if_lost   bit           not null,
    -- one of cron and every_micros
    cron            nvarchar(255),
    time_zone       nvarchar(64)  not null,
    every_micros    bigint,
    starts_at       datetime2(6),
    ends_at         datetime2(6),
    times           bigint,
    missed_ticks    nvarchar(10)  not null,
    catch_up_micros bigint        not null,
    overlap_policy  nvarchar(10)  not null,
    jitter_micros   bigint        not null,
    -- whether code declares it; that is recorded again and again, or it is retired
    declared        bit           not null,
    declared_at     datetime2(6)  not null,
    retired         bit           not null,
    paused          bit           not null,
    -- null if there is none
    next_tick       datetime2(6),
    last_tick       datetime2(6),
    last_task       nvarchar(36),
    ticks           bigint        not null,
    -- the next tick, null while it is paused or retired
    due_at          datetime2(6),
    -- changes with every write; of two writers one wins
    revision        bigint        not null,
    primary key (namespace, id)
);

create index ee_schedule_due on ee_schedule (namespace, due_at);

-- the task of each tick: a tick has one, however often nodes take it
create table ee_schedule_tick (
    namespace   nvarchar(64)  not null,
    schedule_id nvarchar(255) not null,
    tick        datetime2(6)  not null,
    task_id     nvarchar(36)  not null,
    primary key (namespace, schedule_id, tick)
);

create index ee_schedule_tick_task on ee_schedule_tick (task_id);

insert into ee_schema_version (version, script, applied_at)
values (4, '004-schedules.sql', sysutcdatetime());
