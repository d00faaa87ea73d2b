-- Lists of decisions and their files tell on which day a text was corrected: who keeps a copy learns that it is old.
-- Phase: expand (first release): what reads the function by name finds the columns it knew.
-- Source: foi-2019-41.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

drop function public_site.cards(uuid[]);
create function public_site.cards(chosen uuid[])
returns table (
  id uuid, agency_id uuid, body_name text, decision_number text, case_name text, party_name text, excerpt text,
  punishment text, penalty_kinds text[], decided_on date, form text, corrected_on date
)
language sql stable
as $$
  select d.id, d.agency_id, b.name, d.decision_number, d.case_name, d.party_name, left(d.facts, 200),
         d.punishment, d.penalty_kinds, d.decided_on, d.form, d.corrected_on
    from unnest(chosen) with ordinality c (id, place)
    join public_site.decision d on d.id = c.id
    join public_site.body b on b.agency_id = d.agency_id
   order by c.place
$$;

revoke all on function public_site.cards(uuid[]) from public;
grant execute on function public_site.cards(uuid[]) to mingfa_public;
