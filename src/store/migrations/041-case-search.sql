-- Finding cases by words of their name, their party or their number, however many there are.
-- Phase: expand (first release).
-- Source: none of its own; everything here can be rebuilt from case_file.
--
-- The words have a narrow row beside the case, so that finding does not read the wide rows and an action that changes
-- none of them, as nearly all do, writes nothing here. The index holds every two neighbouring characters, and the
-- agency; what it finds is compared with the text, so the result is that of a plain comparison.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

-- One form for what is sought and what is found: full and half width, upper and lower case, white space.
create function plain_text(given text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(lower(normalize(given, nfkc) collate "C"), '\s+', ' ', 'g'));

-- One line for each field, so that no word is found across two.
create function case_text(title text, party_name text, case_number text) returns text
language sql immutable parallel safe
return concat_ws(E'\n', mingfa.plain_text(title), mingfa.plain_text(party_name), mingfa.plain_text(case_number));

-- Every two neighbouring characters; none reaches across white space.
create function pairs_of(plain text) returns text[]
language sql immutable parallel safe
return array(
  select distinct substr(line, place, 2)
  from translate(plain, E'\n', ' ') as line, generate_series(1, length(plain) - 1) as place
  where strpos(substr(line, place, 2), ' ') = 0);

-- What the index holds of a row. The agency is longer than any pair.
create function search_pieces(agency_id uuid, plain text) returns text[]
language sql immutable parallel safe
return mingfa.pairs_of(plain) || agency_id::text;

create table case_search (
  agency_id uuid not null,
  case_id   uuid not null,
  text      text not null,
  primary key (agency_id, case_id)
);

comment on table case_search is
  'The words by which a case is found. Derived from case_file by triggers.';
comment on column case_search.text is
  'PII. Plain form of the name of the case, its party and its number, one line each.';

-- Without a list of what is pending, no single action pays for many others.
create index case_search_pieces on case_search using gin (search_pieces(agency_id, text)) with (fastupdate = off);

create function note_case_words() returns trigger
language plpgsql as $$
begin
  insert into mingfa.case_search (agency_id, case_id, text)
  values (new.agency_id, new.case_id, mingfa.case_text(new.title, new.party_name, new.case_number))
  on conflict (agency_id, case_id) do update set text = excluded.text;
  return null;
end
$$;

create trigger case_file_is_found after insert on case_file
  for each row execute function note_case_words();
create trigger case_file_is_found_anew after update of title, party_name, case_number on case_file
  for each row
  when ((old.title, old.party_name, old.case_number) is distinct from (new.title, new.party_name, new.case_number))
  execute function note_case_words();

insert into case_search (agency_id, case_id, text)
select agency_id, case_id, case_text(title, party_name, case_number) from case_file;

-- Cases of these agencies that hold all words, in no order, and no more than so many. The planner must not choose:
-- knowing little of a rare word, it would read all rows.
create function find_cases(sought text, agencies uuid[], most int)
returns table (agency_id uuid, case_id uuid)
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
    select s.agency_id, s.case_id from mingfa.case_search s
    where mingfa.search_pieces(s.agency_id, s.text) @> wanted
      and mingfa.search_pieces(s.agency_id, s.text) && agencies::text[]
      and not exists (select from unnest(words) as word where strpos(s.text, word) = 0)
    limit most;
end
$$;
