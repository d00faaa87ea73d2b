-- The present of each case, what falls due when, and the receipts of commands.
-- Phase: expand (first release).
-- Source: none of its own; everything here can be rebuilt from the events.
--
-- The cost of an action must not grow with the number of cases, and what makes it grow is the number of scattered pages
-- it touches. So the open clocks live in the row of their case, whose update stays on its page and touches no index;
-- and a due date is noted by adding a row at the end of clock_due, where the entries of one day lie together. Entries
-- that no longer hold are not looked for: the sweep drops them when their time comes.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- Free space on each page lets an update stay on it. No checks, as in table event.
create table case_file (
  agency_id     uuid        not null,
  case_id       uuid        not null,
  version       int         not null,
  procedure     text        not null,
  variant       text,
  case_number   text,
  title         text        not null,
  party_name    text,
  step          text        not null,
  standing      text        not null,
  handler_ids   uuid[]      not null,
  department_id uuid,
  clocks        jsonb       not null,
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
comment on column case_file.clocks is
  'The open clocks: [{name, ruleKey, dueAt, dueOn, standing, provisional}]. Read them through the view case_clock.';
comment on column case_file.state is
  'PII. The fold of the events at this version.';

create index case_file_by_opening on case_file (agency_id, opened_at desc, case_id desc);
create unique index case_file_by_number on case_file (agency_id, case_number)
  where case_number is not null;

create view case_clock as
select file.agency_id, file.case_id, clock.name, clock."ruleKey" as rule_key, clock."dueAt" as due_at,
       clock."dueOn" as due_on, clock.standing, clock.provisional
from case_file file
cross join lateral jsonb_to_recordset(file.clocks) as clock (
  name text, "ruleKey" text, "dueAt" timestamptz, "dueOn" date, standing text, provisional boolean);

comment on view case_clock is
  'The open clocks of each case. For one case; what is due in many cases is found by clock_due.';

create table clock_due (
  id        bigint      not null generated always as identity,
  agency_id uuid        not null,
  case_id   uuid        not null,
  name      text        not null,
  due_at    timestamptz not null,
  sweep_at  timestamptz not null
);

comment on table clock_due is
  'Every due date that was ever set and is not known to be stale. One holds if the case still has that clock with it.';
comment on column clock_due.due_at is
  'The last moment in time; for a civil day its last millisecond in Beijing.';
comment on column clock_due.sweep_at is
  'When the sweep should come by: the due date, or where the sweep stood if that was later.';

create index clock_due_by_sweep on clock_due (sweep_at, id);
create index clock_due_by_agency on clock_due (agency_id, due_at, id);

create table clock_sweep (
  swept_until timestamptz not null,
  swept_id    bigint      not null
);

comment on table clock_sweep is
  'One row: the last entry of clock_due, by sweep_at and id, that the sweep has passed.';

insert into clock_sweep values ('-infinity', 0);

create table receipt (
  agency_id   uuid        not null,
  account_id  uuid        not null,
  key         text        not null,
  fingerprint text        not null,
  answer      jsonb       not null,
  received_at timestamptz not null default now(),
  primary key (agency_id, account_id, key)
);

comment on table receipt is
  'Answers already given to commands with an idempotency key, so that a repeated command does nothing twice.';
comment on column receipt.fingerprint is
  'Digest of the command; the same key with another command is refused.';

create index receipt_by_time on receipt using brin (received_at);
