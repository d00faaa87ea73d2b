-- One action of a case in one round trip.
-- Phase: expand (first release).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- Writes the events of one action with all that follows from them, or nothing.
--
-- Answers null when written, and the kept receipt {fingerprint, answer} when the same key came before.
-- Raises MF001 when the stream is not at the expected version.
--
-- Names of other schemas are written out: a function-wide search_path would cost a tenth of the whole.
create function append_action(
  p_agency uuid, p_stream uuid, p_expected int,
  p_kinds text[], p_ats timestamptz[], p_actors uuid[], p_data text[], p_clauses text[],
  p_salts bytea[], p_commitments bytea[], p_leaf_hashes bytea[], p_macs bytea[],
  p_file text[], p_handlers uuid[],
  p_clock_names text[], p_clock_rules text[], p_clock_due_ats timestamptz[], p_clock_due_ons date[],
  p_clock_standings text[], p_clock_provisionals boolean[],
  p_receipt text[], p_jobs json
) returns json
language plpgsql as $$
declare
  count_of_events constant int := cardinality(p_kinds);
  kept json;
begin
  -- The transaction takes its number before any log_id is given: the sealer relies on that order.
  perform pg_catalog.pg_current_xact_id();

  if p_receipt is not null then
    insert into mingfa.receipt (agency_id, account_id, key, fingerprint, answer)
    values (p_agency, p_receipt[1]::uuid, p_receipt[2], p_receipt[3], p_receipt[4]::json)
    on conflict do nothing;
    if not found then
      select pg_catalog.json_build_object('fingerprint', fingerprint, 'answer', answer) into kept
      from mingfa.receipt
      where agency_id = p_agency and account_id = p_receipt[1]::uuid and key = p_receipt[2];
      return kept;
    end if;
  end if;

  if p_file is null then
    if p_expected <> coalesce(
      (select max(sequence) from mingfa.event where agency_id = p_agency and stream_id = p_stream), 0)
    then
      raise exception 'stream has moved on' using errcode = 'MF001';
    end if;
  elsif p_expected = 0 then
    insert into mingfa.case_file (
      agency_id, case_id, version, procedure, variant, case_number, title, party_name,
      step, standing, handler_ids, department_id, state, opened_at, updated_at)
    values (
      p_agency, p_stream, count_of_events, p_file[1], p_file[2], p_file[3], p_file[4], p_file[5],
      p_file[6], p_file[7], p_handlers, p_file[8]::uuid, p_file[9]::jsonb, p_ats[1], p_ats[count_of_events])
    on conflict (agency_id, case_id) do nothing;
    if not found then
      raise exception 'case exists' using errcode = 'MF001';
    end if;
  else
    update mingfa.case_file set
      version = p_expected + count_of_events, procedure = p_file[1], variant = p_file[2],
      case_number = p_file[3], title = p_file[4], party_name = p_file[5], step = p_file[6],
      standing = p_file[7], handler_ids = p_handlers, department_id = p_file[8]::uuid,
      state = p_file[9]::jsonb, updated_at = p_ats[count_of_events]
    where agency_id = p_agency and case_id = p_stream and version = p_expected;
    if not found then
      raise exception 'case has moved on' using errcode = 'MF001';
    end if;
  end if;

  for i in 1 .. count_of_events loop
    insert into mingfa.event (
      agency_id, stream_id, sequence, kind, at, actor_id, data, clauses,
      salt, commitment, leaf_hash, mac)
    values (
      p_agency, p_stream, p_expected + i, p_kinds[i], p_ats[i], p_actors[i], p_data[i]::jsonb,
      p_clauses[i]::text[], p_salts[i], p_commitments[i], p_leaf_hashes[i], p_macs[i]);
  end loop;

  if p_clock_names is not null then
    delete from mingfa.case_clock
    where agency_id = p_agency and case_id = p_stream and name <> all (p_clock_names);

    insert into mingfa.case_clock as clock (
      agency_id, case_id, name, rule_key, due_at, due_on, standing, provisional)
    select p_agency, p_stream, wanted.*
    from unnest(p_clock_names, p_clock_rules, p_clock_due_ats, p_clock_due_ons,
                p_clock_standings, p_clock_provisionals)
      as wanted (name, rule_key, due_at, due_on, standing, provisional)
    where not exists (
      select from mingfa.case_clock present
      where present.agency_id = p_agency and present.case_id = p_stream
        and (present.name, present.rule_key, present.due_at, present.standing, present.provisional)
          = (wanted.name, wanted.rule_key, wanted.due_at, wanted.standing, wanted.provisional)
        and present.due_on is not distinct from wanted.due_on)
    on conflict (agency_id, case_id, name) do update set
      rule_key = excluded.rule_key, due_at = excluded.due_at, due_on = excluded.due_on,
      standing = excluded.standing, provisional = excluded.provisional,
      swept_at = case when clock.due_at = excluded.due_at then clock.swept_at end;
  end if;

  if p_jobs is not null then
    perform graphile_worker.add_job(
      job ->> 'task', job -> 'payload', run_at => (job ->> 'runAt')::timestamptz,
      job_key => job ->> 'key')
    from json_array_elements(p_jobs) as job;
  end if;

  return null;
end
$$;
