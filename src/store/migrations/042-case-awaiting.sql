-- What each case waits for, and narrow rows for boards: whose task it is, what is overdue, how many there are.
-- Phase: expand and backfill (case_board here; what cases wait for is filled by the running program, see projection).
-- Source: none of its own; everything here can be rebuilt from the events.
--
-- What changes with nearly every action stays in the row of the case, where its update touches no index. What boards look
-- for has narrow rows beside it, written by a trigger only when one of these values has changed.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

alter table case_file add column awaiting jsonb;
alter table case_file add column awaiting_roles text[];
alter table case_file add column recheck_on date;
alter table case_file add column projection smallint;

comment on column case_file.awaiting is
  'What the case waits for somebody to do: [{command, roles}]. It depends on rules, certificates and the day, not on the events alone.';
comment on column case_file.awaiting_roles is
  'The roles in awaiting, each once.';
comment on column case_file.recheck_on is
  'The next day on which time alone may change what the case waits for.';
comment on column case_file.projection is
  'Which way of working out awaiting the row was made with; null for none yet. The program fills these in the background.';

-- The value is set once and stays, so that an update of a case still touches no index.
create index case_file_unprojected on case_file (agency_id, case_id) where projection is null;

create table case_board (
  agency_id     uuid        not null,
  case_id       uuid        not null,
  standing      text        not null,
  step          text        not null,
  department_id uuid,
  handler_ids   uuid[]      not null,
  opened_at     timestamptz not null,
  decided_at    timestamptz,
  closed_at     timestamptz,
  due_at        timestamptz not null,
  recheck_on    date,
  primary key (agency_id, case_id)
) with (fillfactor = 80);

comment on table case_board is
  'What boards and figures count of each case. Derived from case_file by a trigger.';
comment on column case_board.handler_ids is
  'PII. Officers who handle the case.';
comment on column case_board.due_at is
  'Last moment of the open clock that ends first, rights of others left out; infinity where none runs.';

create index case_board_by_due on case_board (agency_id, due_at, case_id);
create index case_board_by_recheck on case_board (recheck_on) where recheck_on is not null;

create table case_task (
  agency_id uuid        not null,
  place     text        not null,
  case_id   uuid        not null,
  command   text        not null,
  role      text        not null,
  due_at    timestamptz not null,
  opened_at timestamptz not null,
  since     timestamptz not null,
  primary key (agency_id, case_id, command, place)
) with (fillfactor = 80);

comment on table case_task is
  'Who is waited for in which case. Derived from case_file by a trigger.';
comment on column case_task.place is
  'PII. Where the task lies: officer/<account>, department-head/<department>, or the role for a whole body.';
comment on column case_task.due_at is
  'As in case_board.';
comment on column case_task.since is
  'When the case first waited for this; for rows filled later, when the case was last acted on.';

create index case_task_by_place on case_task (agency_id, place, due_at, opened_at, case_id, command);

create function first_due(clocks jsonb) returns timestamptz
language sql immutable parallel safe
return (select coalesce(min((clock ->> 'dueAt')::timestamptz), 'infinity')
  from jsonb_array_elements(clocks) as clock
  where clock ->> 'standing' not in ('lapses', 'paused'));

-- Where the tasks of a case lie: an officer's with those who handle it, before that with the one who registered it.
create function task_places(awaiting jsonb, handler_ids uuid[], registered_by text, department_id uuid)
returns table (command text, role text, place text)
language sql immutable parallel safe as $$
  select item ->> 'command', role, case
      when role = 'officer' then 'officer/' || officer
      when role = 'department-head' then 'department-head/' || coalesce(department_id::text, '')
      else role end
  from jsonb_array_elements(coalesce(awaiting, '[]')) as item,
    jsonb_array_elements_text(item -> 'roles') as role,
    unnest(case
      when role <> 'officer' then array['']
      when cardinality(handler_ids) > 0 then handler_ids::text[]
      else array[coalesce(registered_by, '')] end) as officer
$$;

create function note_case_board() returns trigger
language plpgsql as $$
declare
  due timestamptz := mingfa.first_due(new.clocks);
  registered_by text := new.state #>> '{facts,leadRegistered,0,actorId}';
begin
  insert into mingfa.case_board (
    agency_id, case_id, standing, step, department_id, handler_ids, opened_at, decided_at, closed_at, due_at, recheck_on)
  values (
    new.agency_id, new.case_id, new.standing, new.step, new.department_id, new.handler_ids, new.opened_at,
    (new.state #>> '{facts,decisionMade,0,at}')::timestamptz, (new.state #>> '{facts,caseClosed,0,at}')::timestamptz,
    due, new.recheck_on)
  on conflict (agency_id, case_id) do update set
    standing = excluded.standing, step = excluded.step, department_id = excluded.department_id,
    handler_ids = excluded.handler_ids, decided_at = excluded.decided_at, closed_at = excluded.closed_at,
    due_at = excluded.due_at, recheck_on = excluded.recheck_on;

  delete from mingfa.case_task task
  where task.agency_id = new.agency_id and task.case_id = new.case_id and not exists (
    select from mingfa.task_places(new.awaiting, new.handler_ids, registered_by, new.department_id) as wanted
    where wanted.command = task.command and wanted.place = task.place);

  insert into mingfa.case_task as task (agency_id, place, case_id, command, role, due_at, opened_at, since)
  select new.agency_id, wanted.place, new.case_id, wanted.command, wanted.role, due,
    new.opened_at, new.updated_at
  from mingfa.task_places(new.awaiting, new.handler_ids, registered_by, new.department_id) as wanted
  on conflict (agency_id, case_id, command, place) do update set due_at = excluded.due_at
    where task.due_at <> excluded.due_at;
  return null;
end
$$;

create trigger case_file_is_on_board after insert on case_file
  for each row execute function note_case_board();
create trigger case_file_moves_on_board after update on case_file
  for each row
  when ((old.awaiting, old.clocks, old.handler_ids, old.department_id, old.standing, old.step, old.recheck_on)
    is distinct from (new.awaiting, new.clocks, new.handler_ids, new.department_id, new.standing, new.step, new.recheck_on))
  execute function note_case_board();

insert into case_board (
  agency_id, case_id, standing, step, department_id, handler_ids, opened_at, decided_at, closed_at, due_at)
select agency_id, case_id, standing, step, department_id, handler_ids, opened_at,
  (state #>> '{facts,decisionMade,0,at}')::timestamptz, (state #>> '{facts,caseClosed,0,at}')::timestamptz,
  first_due(clocks)
from case_file;
