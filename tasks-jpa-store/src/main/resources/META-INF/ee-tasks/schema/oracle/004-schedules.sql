-- EE Tasks, script 4 for Oracle. Untested: no build of EE Tasks has run it on Oracle. All times are UTC.
-- Only adds, so that nodes of the version before go on working beside it.

create table ee_schedule (
    namespace       varchar2(64 char)  not null,
    id              varchar2(255 char) not null,
    task            varchar2(255 char) not null,
    backend         varchar2(255 char) not null,
    queue           varchar2(64 char)  not null,
    priority        number(10)         not null,
    arguments       clob               not null,
    payload_format  number(10)         not null,
    rerun_if_lost   number(1)          not null,
    -- one of cron and every_micros
    cron            varchar2(255 char),
    time_zone       varchar2(64 char)  not null,
    every_micros    number(19),
    starts_at       timestamp(6),
    ends_at         timestamp(6),
    times           number(19),
    missed_ticks    varchar2(10 char)  not null,
    catch_up_micros number(19)         not null,
    overlap_policy  varchar2(10 char)  not null,
    jitter_micros   number(19)         not null,
    -- whether code declares it; that is recorded again and again, or it is retired
    declared        number(1)          not null,
    declared_at     timestamp(6)       not null,
    retired         number(1)          not null,
    paused          number(1)          not null,
    -- null if there is none
    next_tick       timestamp(6),
    last_tick       timestamp(6),
    last_task       varchar2(36 char),
    ticks           number(19)         not null,
    -- the next tick, null while it is paused or retired
    due_at          timestamp(6),
    -- changes with every write; of two writers one wins
    revision        number(19)         not null,
    primary key (namespace, id)
);

create index ee_schedule_due on ee_schedule (namespace, due_at);

-- the task of each tick: a tick has one, however often nodes take it
create table ee_schedule_tick (
    namespace   varchar2(64 char)  not null,
    schedule_id varchar2(255 char) not null,
    tick        timestamp(6)       not null,
    task_id     varchar2(36 char)  not null,
    primary key (namespace, schedule_id, tick)
);

create index ee_schedule_tick_task on ee_schedule_tick (task_id);

insert into ee_schema_version (version, script, applied_at)
values (4, '004-schedules.sql', cast(sys_extract_utc(systimestamp) as timestamp(6)));
