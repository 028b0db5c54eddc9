-- Journals, who may read them, and the one way to write them.

create table migration (
    number int primary key,
    name text not null,
    laid timestamptz not null default now()
);
comment on table migration is 'Which of the numbered changes of this schema have been made.';

create table roles (
    owner name not null,
    people name not null,
    backup name not null
);
comment on table roles is 'The roles of this hub: whose all of it is, what every person is a member of, what dumps it.';

-- People: what playbook.toml says of them, as `playbook hub` brought it here.

create table person (
    id text primary key,
    role name unique,
    role_made boolean not null default false,
    liaison boolean not null default false,
    admin boolean not null default false
);
comment on column person.role is 'The role of the database they log in as: who somebody is, is session_user alone.';
comment on column person.role_made is 'The hub made that role, so it drops it when the person is removed.';

create table also (
    name text primary key,
    person text not null references person on update cascade
);
comment on table also is 'What journals begin with that are a person''s: their id, and the names they had before.';

create table above (
    manager text not null,
    person text not null references person on update cascade on delete cascade,
    primary key (manager, person)
);
comment on table above is 'Every manager above a person, not only the nearest.';

create table closed_device (
    person text not null references person on update cascade,
    device text not null,
    closed timestamptz not null default now(),
    by name not null default session_user,
    primary key (person, device)
);
comment on table closed_device is 'Devices that were lost: nothing more is taken from them.';

-- What they wrote

create table journal (
    name text primary key check (name ~ '^[^/]+/[^/]+/[^/]+$'),
    owner text not null generated always as (split_part(name, '/', 1)) stored,
    device text not null generated always as (split_part(name, '/', 2)) stored,
    audience text not null generated always as (split_part(name, '/', 3)) stored,
    last bigint not null default 0,
    bytes bigint not null default 0,
    pushed timestamptz
);
comment on column journal.last is 'The number of its last record: numbers count 1, 2, 3 … without gaps.';

create table records (
    journal text not null,
    seq bigint not null,
    at timestamptz,
    kind text,
    line bytea not null,
    primary key (journal, seq)
) partition by hash (journal);
comment on column records.line is 'The record byte for byte; as jsonb it would lose \u0000 and the order of its keys.';

do $$
begin
    for number in 0 .. 15 loop
        execute format(
            'create table records_%s partition of records for values with (modulus 16, remainder %s)', number, number
        );
    end loop;
end
$$;

-- Who I am, and what I may read

create function me() returns text
language sql stable security definer set search_path = playbook, pg_temp
return (select id from person where role = session_user);

create function is_admin() returns boolean
language sql stable security definer set search_path = playbook, pg_temp
return exists (select from person where role = session_user and admin);

create function journal_access() returns setof text
language sql stable security definer set search_path = playbook, pg_temp
begin atomic
    with i as materialized (select id, liaison from person where role = session_user),
    mine as materialized (select name from also join i on also.person = i.id),
    below as materialized (
        select also.name from above join i on above.manager = i.id join also on also.person = above.person
    )
    select journal.name
    from journal cross join i
    where journal.audience = 'team'
        or journal.owner in (select name from mine)
        or (journal.audience = 'liaison' and i.liaison)
        or (journal.audience = 'line' and journal.owner in (select name from below))
        or (journal.audience like 'pair-%' and substr(journal.audience, 6) in (select name from mine));
end;
comment on function journal_access is 'The journals that whoever is logged in may read: rights go by journal, never by record.';

create function readable() returns jsonb
language sql stable security definer set search_path = playbook, pg_temp
return (select jsonb_object_agg(name, 0) from journal_access() as access (name));
comment on function readable is 'The same as one object with a key a journal.';

-- A subquery without columns of the row is evaluated once a query. As an object its answer is searched by halves
-- for each row, where an array would be read through, and a set hashed again for each partition.

alter table records enable row level security;
create policy readable on records for select using ((select readable()) ? journal);

alter table journal enable row level security;
create policy readable on journal for select using ((select readable()) ? name or (select is_admin()));

alter table person enable row level security;
create policy readable on person for select using (role = session_user or (select is_admin()));

alter table also enable row level security;
create policy readable on also for select using (person = (select me()) or (select is_admin()));

alter table above enable row level security;
create policy readable on above for select
using (person = (select me()) or manager = (select me()) or (select is_admin()));

alter table closed_device enable row level security;
create policy readable on closed_device for select using (true);

-- Writing

create function push(a_journal text, a_first bigint, a_lines bytea[]) returns bigint
language plpgsql security definer set search_path = playbook, pg_temp
as $$
declare
    my_id text;
    had bigint;
    wrong bigint;
    a_last bigint := a_first + cardinality(a_lines) - 1;
begin
    select id into my_id from person join also on also.person = person.id
    where person.role = session_user and also.name = split_part(a_journal, '/', 1);
    if my_id is null then
        raise exception using errcode = 'PB001', message = 'the journal is somebody else''s';
    end if;
    if split_part(a_journal, '/', 3) = 'self' then
        raise exception using errcode = 'PB002', message = 'what is for oneself alone never leaves its device';
    end if;
    if exists (select from closed_device where person = my_id and device = split_part(a_journal, '/', 2)) then
        raise exception using errcode = 'PB003', message = 'the device is closed';
    end if;

    insert into journal (name) values (a_journal) on conflict do nothing;
    select last into had from journal where name = a_journal for update;
    if a_first < 1 or a_first > had + 1 then
        raise exception using errcode = 'PB004', message = 'records are missing', detail = had;
    end if;

    if a_first <= had then
        select min(a_first + n - 1) into wrong
        from unnest(a_lines) with ordinality as given (line, n)
        join records on records.journal = a_journal and records.seq = a_first + n - 1
        where records.line <> given.line;
        if wrong is not null then
            raise exception using errcode = 'PB005', message = 'the journal was rewritten', detail = wrong;
        end if;
    end if;
    if a_last <= had then
        return 0;
    end if;

    -- Lines of this version begin as below; those of a later one may be written otherwise.
    select min(a_first + n - 1) into wrong
    from unnest(a_lines) with ordinality as given (line, n)
    cross join lateral convert_to(
        format('{"v":1,"journal":"%s","seq":%s,', a_journal, a_first + n - 1), 'UTF8'
    ) as meant
    where line is null or length(line) > 1000000 or position('\x0a'::bytea in line) > 0
        or (substr(line, 1, 7) = '{"v":1,' and substr(line, 1, length(meant)) <> meant);
    if wrong is not null then
        raise exception using errcode = 'PB006', message = 'a line is no record of the journal', detail = wrong;
    end if;

    -- Time and kind are for whoever looks at the table; they stand right behind the number.
    insert into records (journal, seq, at, kind, line)
    select
        a_journal,
        a_first + n - 1,
        case when known then split_part(split_part(head, '"at":"', 2), '"', 1)::timestamptz end,
        case when known then split_part(split_part(head, '"kind":"', 2), '"', 1) end,
        line
    from unnest(a_lines) with ordinality as given (line, n)
    cross join lateral encode(substr(line, octet_length(a_journal) + 25, 150), 'escape') as head
    cross join lateral (select substr(line, 1, 7) = '{"v":1,') as of_version (known)
    where a_first + n - 1 > had;

    update journal
    set last = a_last,
        bytes = bytes + (select sum(length(line)) from unnest(a_lines[had - a_first + 2 :]) as line),
        pushed = now()
    where name = a_journal;
    -- Only a hint, and everybody hears it: it names no journal that only two may know of.
    perform pg_notify('playbook', case when split_part(a_journal, '/', 3) in ('team', 'liaison', 'line') then a_journal else '' end);
    return a_last - had;
end
$$;
comment on function push is 'Take lines of one''s own journal: all of them or none, each number once, equal ones again in silence.';

create function close_device(a_person text, a_device text) returns boolean
language plpgsql security definer set search_path = playbook, pg_temp
as $$
begin
    if me() is distinct from a_person and not is_admin()
        and not pg_has_role(session_user, (select owner from roles), 'member') then
        raise exception using errcode = 'PB007', message = 'the device is somebody else''s';
    end if;
    insert into closed_device (person, device) values (a_person, a_device) on conflict do nothing;
    return found;
end
$$;
comment on function close_device is 'Take nothing more from a device of one''s own that was lost; an admin, or who keeps the hub, closes any.';
