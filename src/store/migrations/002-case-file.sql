-- The present of each case, its open clocks, and the receipts of commands.
-- Phase: expand (first release).
-- Source: none of its own; everything here can be rebuilt from the events.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- Free space on each page lets an update stay on it and touch no index.
create table case_file (
  agency_id     uuid        not null,
  case_id       uuid        not null,
  version       int         not null check (version >= 1),
  procedure     text        not null,
  variant       text,
  case_number   text,
  title         text        not null,
  party_name    text,
  step          text        not null,
  standing      text        not null,
  handler_ids   uuid[]      not null,
  department_id uuid,
  state         jsonb       not null,
  opened_at     timestamptz not null,
  updated_at    timestamptz not null,
  primary key (agency_id, case_id)
) with (fillfactor = 70);

comment on table case_file is
  'The last state of each case, folded from its events; the version is the number of its events.';
comment on column case_file.party_name is
  'PII. The party as lists show it.';
comment on column case_file.handler_ids is
  'PII. Officers who handle the case.';
comment on column case_file.state is
  'PII. The fold of the events at this version.';

create index case_file_by_opening on case_file (agency_id, opened_at desc, case_id desc);
create unique index case_file_by_number on case_file (agency_id, case_number)
  where case_number is not null;

create table case_clock (
  agency_id   uuid        not null,
  case_id     uuid        not null,
  name        text        not null,
  rule_key    text        not null,
  due_at      timestamptz not null,
  due_on      date,
  standing    text        not null,
  provisional boolean     not null,
  swept_at    timestamptz,
  primary key (agency_id, case_id, name)
) with (fillfactor = 80);

comment on table case_clock is
  'Open clocks only, so that the due ones are found without looking at the others.';
comment on column case_clock.due_at is
  'The last moment in time; for a civil day its last millisecond in Beijing.';
comment on column case_clock.swept_at is
  'When the sweep reported it as due; null until then and again when the due date moves.';

create index case_clock_due on case_clock (due_at) where swept_at is null;

create table receipt (
  agency_id   uuid        not null,
  account_id  uuid        not null,
  key         text        not null check (octet_length(key) between 1 and 255),
  fingerprint text        not null,
  answer      json,
  received_at timestamptz not null default now(),
  primary key (agency_id, account_id, key)
);

comment on table receipt is
  'Answers already given to commands with an idempotency key, so that a repeated command does nothing twice.';
comment on column receipt.fingerprint is
  'Digest of the command; the same key with another command is refused.';

create index receipt_by_time on receipt using brin (received_at);
