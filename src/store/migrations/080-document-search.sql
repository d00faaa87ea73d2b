-- Finding documents by their numbers: decisions, receipts, files.
-- Phase: expand (the running release keeps working).
-- Source: none of its own; the numbers stand in the events.
--
-- The index holds only the few events that carry a number, so that no other event pays for it. As in 041 it holds every
-- two neighbouring characters and the agency, and what it finds is compared with the text.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

-- The numbers of an event, one line each; null in most.
create function document_numbers(data jsonb) returns text
language sql immutable parallel safe
return nullif(concat_ws(E'\n', mingfa.plain_text(data ->> 'number'), mingfa.plain_text(data ->> 'fileNumber'),
  mingfa.plain_text(data ->> 'receiptNumber')), '');

create index event_by_document_number on event
  using gin (search_pieces(agency_id, document_numbers(data))) with (fastupdate = off)
  where data ?| array['number', 'fileNumber', 'receiptNumber'];

-- Events of these agencies whose numbers hold all words, in no order, and no more than so many. The planner must not
-- choose: knowing little of a rare number, it would read all events.
create function find_documents(sought text, agencies uuid[], most int)
returns table (agency_id uuid, case_id uuid, sequence int, kind text, numbers jsonb)
language plpgsql stable
set enable_seqscan = off
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
        'receiptNumber', e.data -> 'receiptNumber'))
    from mingfa.event e
    where e.data ?| array['number', 'fileNumber', 'receiptNumber']
      and mingfa.search_pieces(e.agency_id, mingfa.document_numbers(e.data)) @> wanted
      and mingfa.search_pieces(e.agency_id, mingfa.document_numbers(e.data)) && agencies::text[]
      and not exists (
        select from unnest(words) as word where strpos(coalesce(mingfa.document_numbers(e.data), ''), word) = 0)
    limit most;
end
$$;
