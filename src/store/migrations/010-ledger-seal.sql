-- What the sealer writes beside a leaf, so that verification can name an event that is gone, and rows nobody may seal.
-- Phase: expand (first release).
-- Source: what the four rule sets ask of records that nobody can quietly change (anze-R18-2, yueqing-3.5.3-1).

set local lock_timeout = '2s';
set local statement_timeout = '60s';

alter table ledger_leaf
  add column agency_id   uuid        not null,
  add column stream_id   uuid        not null,
  add column sequence    int         not null,
  add column kind        text        not null,
  add column at          timestamptz not null,
  add column recorded_at timestamptz not null,
  add column sealed_size bigint      not null,
  add column mac         bytea       not null check (octet_length(mac) = 32);

comment on column ledger_leaf.agency_id is
  'With stream, sequence, kind and time: the name of the event, kept here to name it when the event is gone.';
comment on column ledger_leaf.sealed_size is
  'Size of the checkpoint that sealed this leaf; a checkpoint that is gone is noticed by it.';
comment on column ledger_leaf.mac is
  'HMAC by the server''s key over all other columns.';

alter table ledger_checkpoint
  add column mac bytea not null check (octet_length(mac) = 32);

comment on column ledger_checkpoint.mac is
  'HMAC by the server''s key over all other columns.';

create table ledger_quarantine (
  log_id     bigint      not null primary key,
  reason     text        not null,
  noticed_at timestamptz not null
);

comment on table ledger_quarantine is
  'Rows of event that the server did not write as they stand. They are never sealed; verification names them.';
