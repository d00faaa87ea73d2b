-- Which key this history belongs to.
-- Phase: expand (first release).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

create table installation (
  only_row   boolean     not null primary key default true check (only_row),
  public_key bytea       not null check (octet_length(public_key) = 32),
  since      timestamptz not null default now()
);

comment on table installation is
  'Append-only, one row: the public half of the ledger''s key. A program with another key is kept out, because rows with two kinds of marks could never be verified again.';

create trigger installation_is_append_only
  before update or delete or truncate on installation
  for each statement execute function refuse_change();
