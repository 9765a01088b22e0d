-- what the application promised, and what its tasks did
create table promise (
    task varchar(36) not null primary key,
    kind varchar(10) not null
);

create table effect (
    id          bigint generated always as identity primary key,
    task        varchar(36) not null,
    attempt     integer     not null,
    worker      varchar(64) not null,
    application varchar(20) not null,
    phase       varchar(11) not null,
    at          timestamp(6) not null default clock_timestamp()
);

create index effect_task on effect (task);

-- the tick that a schedule's task was run for, in microseconds
create table tick (
    schedule varchar(50) not null,
    tick     bigint      not null,
    task     varchar(36) not null
);

-- which server waits where, for whoever holds the advisory lock of that key
create table hold (
    step   varchar(100) not null,
    server varchar(20)  not null,
    key    bigint       not null
);

-- Whoever waits here waits for as long as the test wants, whatever its own patience with locks is.
create function reach(reached text) returns void language plpgsql set lock_timeout = 0 as $$
declare
    wanted bigint;
begin
    select h.key into wanted from hold h where h.step = reached and h.server = current_setting('application_name');
    if found then
        perform pg_advisory_xact_lock_shared(wanted);
    end if;
end $$;

-- Known by its text, before it locks a row.
create function reach_statement() returns trigger language plpgsql as $$
begin
    if current_query() like '%claims = least(t.claims,%' then
        perform reach('claim');
    elsif current_query() like '%set claim_started = true%' then
        perform reach('start');
    elsif current_query() like '%last_attempted_at = e.started_at%' then
        perform reach('completion');
    elsif current_query() like '%set lease_until%' then
        perform reach('renewal');
    elsif current_query() like '%ee_task_note%' then
        perform reach('note');
    elsif current_query() like '%into ee_schedule_tick%' then
        perform reach('tick');
    end if;
    return null;
end $$;
