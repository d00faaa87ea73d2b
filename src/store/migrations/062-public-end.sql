-- Decisions whose term in public has ended: they leave the public site and say nothing more of the case.
-- Phase: expand (first release).
-- Source: yueqing-2.3-6.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table public_site.ended (
  decision_id uuid primary key
);
comment on table public_site.ended is
  'Decisions whose term has ended. The id alone, so that an old address is answered with that and nothing else.';
grant select on public_site.ended to mingfa_public;

alter table mingfa.publication add column ended_at timestamptz;
comment on column mingfa.publication.ended_at is
  'When the term in public ended; such a decision does not come back.';
