-- How many cases there are of each kind is kept, so that figures cost what they show and not what there is.
-- Phase: expand and backfill (the running release counts the board as before).
-- Source: none of its own; everything here can be rebuilt from case_board.
--
-- A counter that every action of a department updates would make them wait for each other. So an action only adds what
-- it changed, as rows at the end of a table; they are gathered into the counters now and then, and counted until then.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create table case_tally (
  agency_id     uuid not null,
  department_id uuid,
  what          text not null,
  key           text not null,
  n             int  not null
) with (fillfactor = 80);

comment on table case_tally is
  'How many cases of a department are of a kind. Derived from case_board; together with case_tally_change it is exact.';
comment on column case_tally.what is
  'step: cases by standing and step. opened, decided, closed: by month. handler: not closed, by officer; handler-closed: closed and not archived.';
comment on column case_tally.key is
  'PII. The standing and step, the month, or the officer.';

create unique index case_tally_of_kind on case_tally (agency_id, what, key, department_id) nulls not distinct;

create table case_tally_change (
  agency_id     uuid not null,
  department_id uuid,
  what          text not null,
  key           text not null,
  n             int  not null
);

comment on table case_tally_change is
  'What actions changed of case_tally and was not gathered yet.';
comment on column case_tally_change.key is
  'PII. As in case_tally.';

create index case_tally_change_by_agency on case_tally_change (agency_id, what);

-- All that a case is counted as.
create function case_kinds(
  standing text, step text, handler_ids uuid[], opened_at timestamptz, decided_at timestamptz, closed_at timestamptz)
returns table (what text, key text)
language sql immutable parallel safe as $$
  select 'step', standing || '/' || step
  union all
  select moment.what, to_char(moment.at at time zone interval '8 hours', 'YYYY-MM')
  from (values ('opened', opened_at), ('decided', decided_at), ('closed', closed_at))
    as moment (what, at)
  where moment.at is not null
  union all
  select case when standing in ('open', 'decided') then 'handler' else 'handler-closed' end, handler::text
  from unnest(handler_ids) as handler
  where standing <> 'archived'
$$;

create function note_case_tally() returns trigger
language plpgsql as $$
begin
  insert into mingfa.case_tally_change (agency_id, department_id, what, key, n)
  select counted.agency_id, counted.department_id, counted.what, counted.key, sum(counted.n)
  from (
    select new.agency_id, new.department_id, kind.what, kind.key, 1 as n
    from mingfa.case_kinds(new.standing, new.step, new.handler_ids, new.opened_at, new.decided_at,
      new.closed_at) as kind
    where tg_op <> 'DELETE'
    union all
    select old.agency_id, old.department_id, kind.what, kind.key, -1
    from mingfa.case_kinds(old.standing, old.step, old.handler_ids, old.opened_at, old.decided_at,
      old.closed_at) as kind
    where tg_op <> 'INSERT'
  ) as counted
  group by 1, 2, 3, 4 having sum(counted.n) <> 0;
  return null;
end
$$;

create trigger case_board_is_counted after insert or delete on case_board
  for each row execute function note_case_tally();
create trigger case_board_is_counted_anew after update on case_board
  for each row
  when ((old.standing, old.step, old.department_id, old.handler_ids, old.opened_at, old.decided_at, old.closed_at)
    is distinct from (new.standing, new.step, new.department_id, new.handler_ids, new.opened_at, new.decided_at, new.closed_at))
  execute function note_case_tally();

-- Gathers what has changed. One process at a time: another leaves it to that one.
create function gather_case_tally() returns void
language plpgsql as $$
begin
  if not pg_try_advisory_xact_lock(1836449795) then
    return;
  end if;
  with taken as (
    delete from mingfa.case_tally_change returning *
  )
  insert into mingfa.case_tally as kept (agency_id, department_id, what, key, n)
  select agency_id, department_id, what, key, sum(n) from taken group by 1, 2, 3, 4 having sum(n) <> 0
  on conflict (agency_id, what, key, department_id) do update set n = kept.n + excluded.n;
  delete from mingfa.case_tally where n = 0;
end
$$;

insert into case_tally (agency_id, department_id, what, key, n)
select board.agency_id, board.department_id, kind.what, kind.key, count(*)
from case_board board cross join lateral case_kinds(board.standing, board.step, board.handler_ids,
  board.opened_at, board.decided_at, board.closed_at) as kind
group by 1, 2, 3, 4;
