-- An action costs less: its case is found by its key whatever the statistics say, and the board of a case is kept by
-- what has changed in its row.
-- Phase: expand (the running release keeps working).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

-- With the body and the number alone, this index was so much smaller than the key that a plan made with a few hundred
-- cases went through all cases of a body to find one, until statistics were gathered. With the case in it, it is as large.
drop index case_file_by_projection;
create index case_file_by_projection on case_file (agency_id, projection, case_id);

-- Loops over places of a list cost a tenth of a query over its elements.
create or replace function first_due(clocks jsonb) returns timestamptz
language plpgsql immutable parallel safe as $$
declare
  due timestamptz := 'infinity';
  clock jsonb;
begin
  for place in 0 .. jsonb_array_length(clocks) - 1 loop
    clock := clocks -> place;
    if clock ->> 'standing' not in ('lapses', 'paused') then
      due := least(due, (clock ->> 'dueAt')::timestamptz);
    end if;
  end loop;
  return due;
end
$$;

-- An officer's task lies with those who handle the case, before that with the one who registered it.
create function task_officers(handler_ids uuid[], state jsonb) returns text[]
language sql immutable parallel safe
return case when cardinality(handler_ids) > 0 then handler_ids::text[]
  else array[coalesce(state #>> '{facts,leadRegistered,0,actorId}', '')] end;

-- Each task as its command and place, such as approveFiling@department-head/<department>.
create function tasks_of(awaiting jsonb, officers text[], department_id uuid) returns text[]
language plpgsql immutable parallel safe as $$
declare
  tasks text[] := '{}';
  item jsonb;
  role text;
  officer text;
begin
  for i in 0 .. coalesce(jsonb_array_length(awaiting), 0) - 1 loop
    item := awaiting -> i;
    for j in 0 .. jsonb_array_length(item -> 'roles') - 1 loop
      role := item -> 'roles' ->> j;
      if role = 'officer' then
        foreach officer in array officers loop
          tasks := tasks || ((item ->> 'command') || '@officer/' || officer);
        end loop;
      elsif role = 'department-head' then
        tasks := tasks || ((item ->> 'command') || '@department-head/' || coalesce(department_id::text, ''));
      else
        tasks := tasks || ((item ->> 'command') || '@' || role);
      end if;
    end loop;
  end loop;
  return tasks;
end
$$;

-- What is beside the row follows from the row before, so only the difference is written, and nothing is read to find it.
-- A case that is worked out anew, its projection being null before, is compared with what really lies beside it.
create or replace function note_case_board() returns trigger
language plpgsql as $$
declare
  due timestamptz := mingfa.first_due(new.clocks);
  due_before timestamptz := due;
  is_anew boolean := true;
  wanted text[];
  known text[] := '{}';
begin
  if tg_op = 'UPDATE' then
    is_anew := old.projection is null;
    if old.clocks <> new.clocks then
      due_before := mingfa.first_due(old.clocks);
    end if;
  end if;

  if is_anew or (old.standing, old.step, old.department_id, old.handler_ids, old.recheck_on, due_before)
    is distinct from (new.standing, new.step, new.department_id, new.handler_ids, new.recheck_on, due)
  then
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
  end if;

  if is_anew or (old.awaiting, old.handler_ids, old.department_id)
    is distinct from (new.awaiting, new.handler_ids, new.department_id)
  then
    wanted := mingfa.tasks_of(new.awaiting, mingfa.task_officers(new.handler_ids, new.state), new.department_id);
    if is_anew then
      known := array(select task.command || '@' || task.place from mingfa.case_task task
        where task.agency_id = new.agency_id and task.case_id = new.case_id);
    else
      known := mingfa.tasks_of(old.awaiting, mingfa.task_officers(old.handler_ids, new.state), old.department_id);
    end if;
    if not known <@ wanted then
      delete from mingfa.case_task task
      where task.agency_id = new.agency_id and task.case_id = new.case_id
        and task.command || '@' || task.place <> all (wanted);
    end if;
    if not wanted <@ known then
      insert into mingfa.case_task (agency_id, place, case_id, command, role, due_at, opened_at, since)
      select new.agency_id, split_part(task, '@', 2), new.case_id, split_part(task, '@', 1),
        split_part(split_part(task, '@', 2), '/', 1), due, new.opened_at, new.updated_at
      from unnest(wanted) as task
      where task <> all (known)
      on conflict (agency_id, case_id, command, place) do nothing;
    end if;
  end if;

  if is_anew or due_before <> due then
    update mingfa.case_task task set due_at = due
    where task.agency_id = new.agency_id and task.case_id = new.case_id and task.due_at <> due;
  end if;
  return null;
end
$$;

-- A case that is worked out anew is looked at even where nothing in its row has changed.
drop trigger case_file_moves_on_board on case_file;
create trigger case_file_moves_on_board after update on case_file
  for each row
  when ((old.awaiting, old.clocks, old.handler_ids, old.department_id, old.standing, old.step, old.recheck_on)
    is distinct from (new.awaiting, new.clocks, new.handler_ids, new.department_id, new.standing, new.step, new.recheck_on)
    or old.projection is null and new.projection is not null)
  execute function note_case_board();

-- Most actions that count at all only bring a case from one step to the next.
create or replace function note_case_tally() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (old.standing, old.department_id, old.handler_ids, old.opened_at, old.decided_at, old.closed_at)
      is not distinct from (new.standing, new.department_id, new.handler_ids, new.opened_at, new.decided_at, new.closed_at)
    then
      insert into mingfa.case_tally_change (agency_id, department_id, what, key, n) values
        (old.agency_id, old.department_id, 'step', old.standing || '/' || old.step, -1),
        (new.agency_id, new.department_id, 'step', new.standing || '/' || new.step, 1);
      return null;
    end if;
  end if;
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
