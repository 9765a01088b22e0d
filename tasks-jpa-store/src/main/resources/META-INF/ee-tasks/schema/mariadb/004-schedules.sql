-- EE Tasks, script 4 for MariaDB: schedules.
-- Only adds, so that nodes of the version before go on working beside it. Every statement may be repeated.

create table if not exists ee_schedule (
    namespace       varchar(64)  not null,
    id              varchar(255) not null,
    task            varchar(255) not null,
    backend         varchar(255) not null,
    queue           varchar(64)  not null,
    priority        integer      not null,
    arguments       longtext     not null,
    payload_format  integer      not null,
    rerun_if_lost   boolean      not null,
    -- one of cron and every_micros
    cron            varchar(255),
    time_zone       varchar(64)  not null,
    every_micros    bigint,
    starts_at       datetime(6),
    ends_at         datetime(6),
    times           bigint,
    missed_ticks    varchar(10)  not null,
    catch_up_micros bigint       not null,
    overlap_policy  varchar(10)  not null,
    jitter_micros   bigint       not null,
    -- whether code declares it; that is recorded again and again, or it is retired
    declared        boolean      not null,
    declared_at     datetime(6)  not null,
    retired         boolean      not null,
    paused          boolean      not null,
    -- null if there is none
    next_tick       datetime(6),
    last_tick       datetime(6),
    last_task       varchar(36),
    ticks           bigint       not null,
    -- the next tick, null while it is paused or retired
    due_at          datetime(6),
    -- changes with every write; of two writers one wins
    revision        bigint       not null,
    primary key (namespace, id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_schedule_due on ee_schedule (namespace, due_at);

-- the task of each tick: a tick has one, however often nodes take it
create table if not exists ee_schedule_tick (
    namespace   varchar(64)  not null,
    schedule_id varchar(255) not null,
    tick        datetime(6)  not null,
    task_id     varchar(36)  not null,
    primary key (namespace, schedule_id, tick)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create index if not exists ee_schedule_tick_task on ee_schedule_tick (task_id);

insert into ee_schema_version (version, script, applied_at)
values (4, '004-schedules.sql', utc_timestamp(6))
on duplicate key update version = version;
