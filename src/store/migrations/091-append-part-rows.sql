-- Actions are written with what parts of the case keep beside it.
-- Phase: expand (where an older program leaves it out, what was kept stays and is worked out anew in the background).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- Writes actions of different streams with all that follows from them, or nothing.
--
-- Each argument is a list of rows for one table, null when there are none. Lists name cases in the order of their keys,
-- so that two transactions never wait for each other crosswise.
--
-- Raises MF001 when one stream is not at the version expected of it, and the violation of its primary key when a
-- receipt was there before. The caller then tries each action alone to learn which one it was.
--
-- The transaction takes its number before any log_id is given: the sealer relies on that order. The lock is shared with
-- other actions; the sweep takes it alone before it moves on, so that it cannot pass a due date that is not yet visible.
--
-- Schemas are written out: a search_path of the function's own would have to be set and reset at every call.
create or replace function append_actions(
  p_moved jsonb, p_opened jsonb, p_streams jsonb, p_events jsonb, p_receipts jsonb, p_jobs jsonb
) returns void
language plpgsql as $$
declare
  kept int;
begin
  perform pg_current_xact_id(), pg_advisory_xact_lock_shared(1836449794);

  if p_moved is not null then
    with moved as (
      update mingfa.case_file file set
        version = wanted.version, procedure = wanted.procedure, variant = wanted.variant,
        case_number = wanted."caseNumber", title = wanted.title, party_name = wanted."partyName",
        step = wanted.step, standing = wanted.standing, handler_ids = wanted."handlerIds",
        department_id = wanted."departmentId", state = wanted.state, awaiting = wanted.awaiting,
        awaiting_roles = wanted."awaitingRoles", recheck_on = wanted."recheckOn",
        part_rows = coalesce(wanted."partRows", file.part_rows),
        projection = case when wanted."partRows" is not null then wanted.projection end,
        clocks = coalesce(wanted.clocks, file.clocks), updated_at = wanted.at
      from jsonb_to_recordset(p_moved) as wanted (
        "agencyId" uuid, "caseId" uuid, expected int, version int, procedure text, variant text,
        "caseNumber" text, title text, "partyName" text, step text, standing text, "handlerIds" uuid[],
        "departmentId" uuid, clocks jsonb, state jsonb, awaiting jsonb, "awaitingRoles" text[], "recheckOn" date,
        "partRows" jsonb, projection smallint, at timestamptz)
      join mingfa.case_file before on before.agency_id = wanted."agencyId" and before.case_id = wanted."caseId"
      where file.agency_id = wanted."agencyId" and file.case_id = wanted."caseId" and file.version = wanted.expected
      returning file.agency_id, file.case_id, before.clocks as clocks_before, file.clocks as clocks_now
    ), noted as (
      insert into mingfa.clock_due (agency_id, case_id, name, due_at, sweep_at)
      select agency_id, case_id, clock ->> 'name', (clock ->> 'dueAt')::timestamptz,
             greatest((clock ->> 'dueAt')::timestamptz, swept_until)
      from moved, jsonb_array_elements(clocks_now) as clock, mingfa.clock_sweep
      where clocks_now <> clocks_before and (
        not clocks_before @> jsonb_build_array(jsonb_build_object('name', clock -> 'name', 'dueAt', clock -> 'dueAt'))
        or clock ->> 'standing' <> 'paused' and clocks_before @> jsonb_build_array(
          jsonb_build_object('name', clock -> 'name', 'dueAt', clock -> 'dueAt', 'standing', 'paused')))
    )
    select count(*) into kept from moved;
    if kept <> jsonb_array_length(p_moved) then
      raise exception 'a case has moved on' using errcode = 'MF001';
    end if;
  end if;

  if p_opened is not null then
    with opened as (
      insert into mingfa.case_file (
        agency_id, case_id, version, procedure, variant, case_number, title, party_name, step, standing,
        handler_ids, department_id, clocks, state, awaiting, awaiting_roles, recheck_on, part_rows, projection,
        opened_at, updated_at)
      select "agencyId", "caseId", version, procedure, variant, "caseNumber", title, "partyName", step, standing,
             "handlerIds", "departmentId", coalesce(clocks, '[]'), state, awaiting, "awaitingRoles", "recheckOn",
             "partRows", case when "partRows" is not null then projection end, "openedAt", at
      from jsonb_to_recordset(p_opened) as wanted (
        "agencyId" uuid, "caseId" uuid, version int, procedure text, variant text, "caseNumber" text, title text,
        "partyName" text, step text, standing text, "handlerIds" uuid[], "departmentId" uuid, clocks jsonb,
        state jsonb, awaiting jsonb, "awaitingRoles" text[], "recheckOn" date, "partRows" jsonb,
        projection smallint, "openedAt" timestamptz, at timestamptz)
      on conflict (agency_id, case_id) do nothing
      returning agency_id, case_id, clocks
    ), noted as (
      insert into mingfa.clock_due (agency_id, case_id, name, due_at, sweep_at)
      select agency_id, case_id, clock ->> 'name', (clock ->> 'dueAt')::timestamptz,
             greatest((clock ->> 'dueAt')::timestamptz, swept_until)
      from opened, jsonb_array_elements(clocks) as clock, mingfa.clock_sweep
    )
    select count(*) into kept from opened;
    if kept <> jsonb_array_length(p_opened) then
      raise exception 'a case exists' using errcode = 'MF001';
    end if;
  end if;

  if p_streams is not null then
    perform from jsonb_to_recordset(p_streams) as wanted ("agencyId" uuid, "streamId" uuid, expected int)
    where expected <> coalesce((
      select max(sequence) from mingfa.event
      where agency_id = wanted."agencyId" and stream_id = wanted."streamId"), 0);
    if found then
      raise exception 'a stream has moved on' using errcode = 'MF001';
    end if;
  end if;

  insert into mingfa.event (
    agency_id, stream_id, sequence, kind, at, actor_id, data, clauses, salt, commitment, leaf_hash, mac)
  select "agencyId", "streamId", sequence, kind, at, "actorId", data, clauses::text[], salt, commitment, "leafHash", mac
  from jsonb_to_recordset(p_events) as wanted (
    "agencyId" uuid, "streamId" uuid, sequence int, kind text, at timestamptz, "actorId" uuid, data jsonb,
    clauses text, salt bytea, commitment bytea, "leafHash" bytea, mac bytea);

  if p_receipts is not null then
    insert into mingfa.receipt (agency_id, account_id, key, fingerprint, answer)
    select "agencyId", "accountId", key, fingerprint, answer
    from jsonb_to_recordset(p_receipts) as wanted (
      "agencyId" uuid, "accountId" uuid, key text, fingerprint text, answer jsonb);
  end if;

  if p_jobs is not null then
    perform graphile_worker.add_job(task, payload, run_at => "runAt", job_key => key)
    from jsonb_to_recordset(p_jobs) as wanted (task text, payload json, "runAt" timestamptz, key text);
  end if;
end
$$;
