-- Documents are found within what a person may know of, however many others hold the same words.
-- Phase: expand (the running release keeps the function it calls).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- As find_documents, but a row counts only if its case lies in one of these bodies as a whole, in one of these
-- departments, or is handled by this person. So the limit cuts off nothing that others may not see anyway.
create function find_documents_within(
  sought text, agencies uuid[], whole_agencies uuid[], department_agencies uuid[], departments uuid[],
  handler_agency uuid, handler uuid, most int)
returns table (agency_id uuid, case_id uuid, sequence int, kind text, numbers jsonb, title text, opened_at timestamptz)
language plpgsql stable
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
  words text[] := string_to_array(mingfa.plain_text(sought), ' ');
  wanted text[] := array(select distinct pair from unnest(words) as word, unnest(mingfa.pairs_of(word)) as pair);
begin
  return query
    select e.agency_id, e.stream_id, e.sequence, e.kind,
      jsonb_strip_nulls(jsonb_build_object('number', e.data -> 'number', 'fileNumber', e.data -> 'fileNumber',
        'receiptNumber', e.data -> 'receiptNumber')),
      f.title, f.opened_at
    from mingfa.event e
    join mingfa.case_file f on f.agency_id = e.agency_id and f.case_id = e.stream_id
    where e.data ?| array['number', 'fileNumber', 'receiptNumber']
      and mingfa.search_pieces(e.agency_id, mingfa.document_numbers(e.data)) @> wanted
      and mingfa.search_pieces(e.agency_id, mingfa.document_numbers(e.data)) && agencies::text[]
      and not exists (
        select from unnest(words) as word where strpos(coalesce(mingfa.document_numbers(e.data), ''), word) = 0)
      and (
        f.agency_id = any (whole_agencies)
        or exists (select from unnest(department_agencies, departments) as own (agency, department)
          where own.agency = f.agency_id and own.department = f.department_id)
        or f.agency_id = handler_agency and f.handler_ids @> array[handler])
    limit most;
end
$$;
