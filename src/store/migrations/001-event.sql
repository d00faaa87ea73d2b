-- The history of everything, and the log that proves it.
-- Phase: expand (first release).
-- Source: what the four rule sets ask of records that nobody can quietly change (anze-R18-2, yueqing-3.5.3-1).

set local lock_timeout = '2s';
set local statement_timeout = '60s';

create schema if not exists public_site;
comment on schema public_site is
  'What is published, and nothing else. The role mingfa_public reads this schema only.';

grant usage on schema public_site to mingfa_public;
alter default privileges in schema public_site grant select on tables to mingfa_public;
revoke all on schema mingfa from public;

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'table % is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'MF002',
          hint = 'A correction is a new event; what was recorded stays.';
end
$$;

comment on function refuse_change() is
  'Trigger of append-only tables. Holds for the owner too.';

-- No checks on the rows: each would be compiled anew for every insert, and the one function that writes here keeps them.
create table event (
  log_id      bigint      not null generated always as identity,
  agency_id   uuid        not null,
  stream_id   uuid        not null,
  sequence    int         not null,
  kind        text        not null,
  at          timestamptz not null,
  actor_id    uuid,
  data        jsonb       not null,
  clauses     text[]      not null,
  salt        bytea       not null,
  commitment  bytea       not null,
  leaf_hash   bytea       not null,
  mac         bytea       not null,
  recorded_at timestamptz not null default now(),
  primary key (agency_id, stream_id, sequence),
  unique (log_id)
);

comment on table event is
  'Append-only. The past of every case, account, register and rule activation; a case is the fold of its events.';
comment on column event.log_id is
  'Order of the ledger. Given after the transaction has its number, so that the sealer can tell settled rows.';
comment on column event.stream_id is
  'The case, or another stream of its own: account, register entry, rule activation, reading.';
comment on column event.actor_id is
  'PII. Who did it; null for what the program did by itself.';
comment on column event.data is
  'PII. The facts of the event, as canonical JSON would hold them.';
comment on column event.clauses is
  'Ids of the clauses that governed the event when it happened.';
comment on column event.commitment is
  'SHA-256(salt, canonical event text): the leaf of the ledger.';
comment on column event.mac is
  'HMAC by the server''s key; rows without a right one were not written by the server and are never sealed.';

create trigger event_is_append_only
  before update or delete or truncate on event
  for each statement execute function refuse_change();

create table ledger_leaf (
  leaf_index bigint not null primary key check (leaf_index >= 0),
  log_id     bigint not null unique,
  leaf_hash  bytea  not null check (octet_length(leaf_hash) = 32)
);

comment on table ledger_leaf is
  'Append-only. The place of each settled event in the Merkle log.';

create trigger ledger_leaf_is_append_only
  before update or delete or truncate on ledger_leaf
  for each statement execute function refuse_change();

create table ledger_tile (
  level      int    not null check (level >= 0),
  tile_index bigint not null check (tile_index >= 0),
  width      int    not null check (width between 1 and 256),
  hashes     bytea  not null check (octet_length(hashes) = 32 * width),
  primary key (level, tile_index)
);

comment on table ledger_tile is
  'Tiles of the Merkle log (C2SP tlog-tiles), 256 hashes wide. Derived from ledger_leaf; the last of a level grows.';

create table ledger_checkpoint (
  size bigint      not null primary key check (size >= 0),
  root bytea       not null check (octet_length(root) = 32),
  note text        not null,
  at   timestamptz not null
);

comment on table ledger_checkpoint is
  'Append-only. Signed tree heads that were shown to the outside.';

create trigger ledger_checkpoint_is_append_only
  before update or delete or truncate on ledger_checkpoint
  for each statement execute function refuse_change();
