-- How many decisions are public, by body, month and kind of penalty: what the charts of the public site show.
-- Kept while decisions come and go, so that no page counts decisions. Order of publication for the feed.
-- Phase: expand (the running release keeps working; its writes are counted by the triggers).
-- Source: kaifu-4.1-f, yueqing-5.2-7.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create table public_site.tally (
  agency_id uuid   not null references public_site.body,
  about     text   not null check (about in ('all', 'month', 'kind')),
  value     text   not null,
  decisions bigint not null,
  primary key (agency_id, about, value)
);
comment on table public_site.tally is
  'Number of public decisions of a body: all, by month of decision (YYYY-MM), by kind of penalty. Derived; can be rebuilt.';
comment on column public_site.tally.value is 'Empty for all; the month; the kind of penalty.';
create index tally_by_value on public_site.tally (about, value) include (agency_id, decisions);

-- Counts the rows of one statement together, in one order, so that two statements never wait for each other in a ring.
create function mingfa.tally_decisions() returns trigger
language plpgsql as $$
begin
  insert into public_site.tally as t (agency_id, about, value, decisions)
  select c.agency_id, a.about, a.value, count(*) * tg_argv[0]::int
    from counted c,
         lateral (values ('all', ''), ('month', to_char(c.decided_on, 'YYYY-MM'))
                  union all select 'kind', kind from unnest(c.penalty_kinds) kind) a (about, value)
   group by c.agency_id, a.about, a.value
   order by c.agency_id, a.about, a.value
  on conflict (agency_id, about, value) do update set decisions = t.decisions + excluded.decisions;
  return null;
end
$$;

create trigger decision_arrived after insert on public_site.decision
  referencing new table as counted for each statement execute function mingfa.tally_decisions('1');
create trigger decision_left after delete on public_site.decision
  referencing old table as counted for each statement execute function mingfa.tally_decisions('-1');
create trigger decision_was_changed after update on public_site.decision
  referencing old table as counted for each statement execute function mingfa.tally_decisions('-1');
create trigger decision_is_changed after update on public_site.decision
  referencing new table as counted for each statement execute function mingfa.tally_decisions('1');

insert into public_site.tally (agency_id, about, value, decisions)
select d.agency_id, a.about, a.value, count(*)
  from public_site.decision d,
       lateral (values ('all', ''), ('month', to_char(d.decided_on, 'YYYY-MM'))
                union all select 'kind', kind from unnest(d.penalty_kinds) kind) a (about, value)
 group by d.agency_id, a.about, a.value;

create index decision_by_publication on public_site.decision (published_at desc, id desc);

grant select on public_site.tally to mingfa_public;
