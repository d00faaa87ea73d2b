-- Which clauses say that a decision is public, and in which form.
-- Phase: expand (the running release keeps working; what it publishes names no clauses).
-- Source: apl-2021-48, kaifu-1.4-f, dazhou-2.1.4-1c, anze-P14-1, anze-P14-2, yueqing-2.4.1-2, yueqing-2.4.1-3.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

alter table public_site.decision
  add column basis jsonb not null default '[]' check (jsonb_typeof(basis) = 'array');
comment on column public_site.decision.basis is
  'Clauses that ask for the publication and its form: [{id, pack, locator}]. Empty for past decisions that were imported.';
