-- The board of a case and its tasks are kept at less cost: by rows that are looked up, not by lists that are compared.
-- Phase: expand (the running release keeps working).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

create or replace function note_case_board() returns trigger
language plpgsql as $$
declare
  due timestamptz := 'infinity';
  clock jsonb;
  item jsonb;
  wanted_role text;
  officer text;
  officers text[];
  lies_at text;
  kept text[] := '{}';
begin
  for clock in select each from jsonb_array_elements(new.clocks) as each loop
    if clock ->> 'standing' not in ('lapses', 'paused') then
      due := least(due, (clock ->> 'dueAt')::timestamptz);
    end if;
  end loop;

  insert into mingfa.case_board as board (
    agency_id, case_id, standing, step, department_id, handler_ids, opened_at, decided_at, closed_at, due_at, recheck_on)
  values (
    new.agency_id, new.case_id, new.standing, new.step, new.department_id, new.handler_ids, new.opened_at,
    (new.state #>> '{facts,decisionMade,0,at}')::timestamptz, (new.state #>> '{facts,caseClosed,0,at}')::timestamptz,
    due, new.recheck_on)
  on conflict (agency_id, case_id) do update set
    standing = excluded.standing, step = excluded.step, department_id = excluded.department_id,
    handler_ids = excluded.handler_ids, decided_at = excluded.decided_at, closed_at = excluded.closed_at,
    due_at = excluded.due_at, recheck_on = excluded.recheck_on
  where (board.standing, board.step, board.department_id, board.handler_ids, board.due_at, board.recheck_on)
    is distinct from (excluded.standing, excluded.step, excluded.department_id, excluded.handler_ids, excluded.due_at,
      excluded.recheck_on);

  if tg_op = 'UPDATE' then
    if (old.awaiting, old.handler_ids, old.department_id)
      is not distinct from (new.awaiting, new.handler_ids, new.department_id)
    then
      update mingfa.case_task task set due_at = due
      where task.agency_id = new.agency_id and task.case_id = new.case_id and task.due_at <> due;
      return null;
    end if;
  end if;

  -- An officer's task lies with those who handle the case, before that with the one who registered it.
  officers := new.handler_ids::text[];
  if cardinality(officers) = 0 then
    officers := array[coalesce(new.state #>> '{facts,leadRegistered,0,actorId}', '')];
  end if;
  for item in select each from jsonb_array_elements(coalesce(new.awaiting, '[]')) as each loop
    for wanted_role in select each from jsonb_array_elements_text(item -> 'roles') as each loop
      foreach officer in array case when wanted_role = 'officer' then officers else array[''] end loop
        lies_at := case wanted_role
          when 'officer' then 'officer/' || officer
          when 'department-head' then 'department-head/' || coalesce(new.department_id::text, '')
          else wanted_role end;
        kept := kept || (item ->> 'command' || '@' || lies_at);
        insert into mingfa.case_task as task (
          agency_id, place, case_id, command, role, due_at, opened_at, since)
        values (
          new.agency_id, lies_at, new.case_id, item ->> 'command', wanted_role, due, new.opened_at, new.updated_at)
        on conflict (agency_id, case_id, command, place) do update set due_at = excluded.due_at
          where task.due_at <> excluded.due_at;
      end loop;
    end loop;
  end loop;

  delete from mingfa.case_task task
  where task.agency_id = new.agency_id and task.case_id = new.case_id
    and task.command || '@' || task.place <> all (kept);
  return null;
end
$$;

drop function task_places;
