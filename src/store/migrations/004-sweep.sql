-- The sweep: finds the clocks that fell due since it last came by.
-- Phase: expand (first release).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- Whether an entry of clock_due still holds: the case has that clock, running, with that date.
create function due_holds(p_clocks jsonb, p_name text, p_due_at timestamptz) returns jsonb
language sql immutable parallel safe as $$
  select clock from jsonb_array_elements(p_clocks) as clock
  where clock ->> 'name' = p_name and clock ->> 'standing' <> 'paused'
    and (clock ->> 'dueAt')::timestamptz = p_due_at
  limit 1
$$;

-- Passes at most so many entries whose time has come, each once, and answers those that hold; the others are dropped.
--
-- While it runs no action can note a due date (the lock), so none can slip in behind it.
create function sweep_due(p_now timestamptz, p_limit int, p_task text)
returns table (
  "agencyId" uuid, "caseId" uuid, name text, "ruleKey" text, "dueAt" timestamptz, "dueOn" date,
  standing text, provisional boolean)
language plpgsql as $$
declare
  passed record;
  until_at timestamptz;
  until_id bigint;
begin
  perform pg_advisory_xact_lock(1836449794);
  select swept_until, swept_id into until_at, until_id from mingfa.clock_sweep for update;

  for passed in
    select due.ctid as place, due.id, due.sweep_at, due.agency_id, due.case_id, due.name as clock_name, due.due_at,
      mingfa.due_holds(file.clocks, due.name, due.due_at) as clock
    from (
      select entry.ctid, entry.* from mingfa.clock_due entry
      where (entry.sweep_at, entry.id) > (until_at, until_id) and entry.sweep_at < p_now
      order by entry.sweep_at, entry.id limit p_limit) due
    left join mingfa.case_file file on file.agency_id = due.agency_id and file.case_id = due.case_id
    order by due.sweep_at, due.id
  loop
    until_at := passed.sweep_at;
    until_id := passed.id;
    if passed.clock is null then
      delete from mingfa.clock_due where ctid = passed.place;
      continue;
    end if;
    "agencyId" := passed.agency_id;
    "caseId" := passed.case_id;
    name := passed.clock_name;
    "ruleKey" := passed.clock ->> 'ruleKey';
    "dueAt" := passed.due_at;
    "dueOn" := (passed.clock ->> 'dueOn')::date;
    standing := passed.clock ->> 'standing';
    provisional := (passed.clock ->> 'provisional')::boolean;
    if p_task is not null then
      perform graphile_worker.add_job(p_task, json_build_object(
        'agencyId', passed.agency_id, 'caseId', passed.case_id, 'name', passed.clock_name,
        'dueAt', passed.clock -> 'dueAt'));
    end if;
    return next;
  end loop;

  update mingfa.clock_sweep set swept_until = until_at, swept_id = until_id
  where (swept_until, swept_id) < (until_at, until_id);
end
$$;

comment on function sweep_due is
  'Each entry is answered once: the answer and the new place of the sweep are kept together or not at all.';
