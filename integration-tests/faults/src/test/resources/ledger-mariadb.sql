-- what the application promised, and what its tasks did
create table promise (
    task varchar(36) not null primary key,
    kind varchar(10) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

create table effect (
    id          bigint auto_increment primary key,
    task        varchar(36) not null,
    attempt     integer     not null,
    worker      varchar(64) not null,
    application varchar(20) not null,
    phase       varchar(11) not null,
    at          datetime(6) not null default now(6),
    index effect_task (task)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- the tick that a schedule's task was run for, in microseconds
create table tick (
    schedule varchar(50) not null,
    tick     bigint      not null,
    task     varchar(36) not null
) engine=InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin;

-- there are no holds
create function reach(reached varchar(200)) returns integer no sql return 0;
