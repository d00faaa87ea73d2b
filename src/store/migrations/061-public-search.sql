-- The two ways to search, as functions: each holds its planner settings and takes one round trip.
-- The planner must not choose: without statistics on a lexeme it walks the date index for a rare word.
-- Phase: expand (first release).
-- Source: kaifu-4.1-f, yueqing-5.2-7.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create function public_site.cards(chosen uuid[])
returns table (
  id uuid, agency_id uuid, body_name text, decision_number text, case_name text, party_name text, excerpt text,
  punishment text, penalty_kinds text[], decided_on date, form text
)
language sql stable
as $$
  select d.id, d.agency_id, b.name, d.decision_number, d.case_name, d.party_name, left(d.facts, 200),
         d.punishment, d.penalty_kinds, d.decided_on, d.form
    from unnest(chosen) with ordinality c (id, place)
    join public_site.decision d on d.id = c.id
    join public_site.body b on b.agency_id = d.agency_id
   order by c.place
$$;

-- Newest first along the date index, comparing the text of at most `reach` rows.
create function public_site.search_by_date(
  words text[], body uuid, kind text, from_day date, to_day date, before_day date, before_id uuid, reach int, most int
)
returns table (examined boolean, chosen uuid[])
language plpgsql stable
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
  w1 text := words[1]; w2 text := words[2]; w3 text := words[3]; w4 text := words[4];
  w5 text := words[5]; w6 text := words[6]; w7 text := words[7]; w8 text := words[8];
  found uuid[];
begin
  found := array(
    select r.id
      from (select s.id, s.agency_id, s.penalty_kinds, s.text
              from public_site.decision_search s
             where s.decided_on >= from_day and s.decided_on <= to_day
               and (s.decided_on, s.id) < (before_day, before_id)
             order by s.decided_on desc, s.id desc
             limit reach) r
     where (w1 is null or strpos(r.text, w1) > 0)
       and (body is null or r.agency_id = body)
       and (kind is null or kind = any (r.penalty_kinds))
       and (w2 is null or strpos(r.text, w2) > 0)
       and (w3 is null or strpos(r.text, w3) > 0)
       and (w4 is null or strpos(r.text, w4) > 0)
       and (w5 is null or strpos(r.text, w5) > 0)
       and (w6 is null or strpos(r.text, w6) > 0)
       and (w7 is null or strpos(r.text, w7) > 0)
       and (w8 is null or strpos(r.text, w8) > 0)
     limit most);
  examined := cardinality(found) = most;
  chosen := found;
  return next;
end
$$;

-- Everything the index knows up to `cap`; beyond it only the number tells that there is more.
create function public_site.search_by_index(
  sought tsquery, words text[], before_day date, before_id uuid, cap int, most int
)
returns table (total int, chosen uuid[])
language plpgsql stable
set enable_seqscan = off
set enable_indexscan = off
set enable_indexonlyscan = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
declare
  w1 text := words[1]; w2 text := words[2]; w3 text := words[3]; w4 text := words[4];
  w5 text := words[5]; w6 text := words[6]; w7 text := words[7]; w8 text := words[8];
begin
  with hit as materialized (
    select s.id, s.decided_on
      from public_site.decision_search s
     where s.lexemes @@ sought
       and (w1 is null or strpos(s.text, w1) > 0)
       and (w2 is null or strpos(s.text, w2) > 0)
       and (w3 is null or strpos(s.text, w3) > 0)
       and (w4 is null or strpos(s.text, w4) > 0)
       and (w5 is null or strpos(s.text, w5) > 0)
       and (w6 is null or strpos(s.text, w6) > 0)
       and (w7 is null or strpos(s.text, w7) > 0)
       and (w8 is null or strpos(s.text, w8) > 0)
     limit cap)
  select (select count(*) from hit),
         array(select h.id from hit h where (h.decided_on, h.id) < (before_day, before_id)
                order by h.decided_on desc, h.id desc limit most)
    into total, chosen;
  return next;
end
$$;

revoke all on all functions in schema public_site from public;
grant execute on all functions in schema public_site to mingfa_public;

-- How frequent each frequent lexeme is, from a sample of at most some ten thousand rows.
create function mingfa.measure_search() returns bigint
language plpgsql
set jit = off
as $$
declare
  size bigint;
  percent real;
  sampled bigint;
begin
  select count(*) into size from public_site.decision_search;
  percent := least(100, greatest(1, 1000000.0 / greatest(size, 1)));
  create temporary table measured on commit drop as
    select t.lexeme, count(*) as held
      from public_site.decision_search s tablesample system (percent) repeatable (1),
           unnest(tsvector_to_array(s.lexemes)) t (lexeme)
     group by t.lexeme;
  select count(*) into sampled from public_site.decision_search s tablesample system (percent) repeatable (1);
  delete from public_site.search_share;
  insert into public_site.search_share (lexeme, share)
    select lexeme, least(1, held::real / sampled) from measured
     where held >= greatest(20, sampled * 0.003)
     order by held desc limit 5000;
  insert into public_site.search_size (one, decisions, measured_at) values (true, size, now())
    on conflict (one) do update set decisions = excluded.decisions, measured_at = excluded.measured_at;
  drop table measured;
  return size;
end
$$;
