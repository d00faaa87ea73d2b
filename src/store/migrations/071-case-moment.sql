-- When somebody is to be told of a period: half of it, shortly before its end, on the day, and after it.
-- Phase: expand (the running release keeps working).
-- Source: none of its own; the moments follow from the clocks of the cases and can be worked out again.
--
-- An action writes none of this. It leaves a job behind, which looks at the case and keeps its moments; the sweep then
-- walks an index of what has come, whatever there is.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table case_moment (
  agency_id uuid        not null,
  case_id   uuid        not null,
  name      text        not null,
  kind      text        not null,
  due_at    timestamptz not null,
  at        timestamptz not null,
  told_at   timestamptz,
  primary key (agency_id, case_id, name, kind)
);

comment on table case_moment is
  'When a case is to be looked at again, to tell somebody of a clock or because a day may change what it waits for.';
comment on column case_moment.name is
  'The clock; empty where it is the day that matters.';
comment on column case_moment.due_at is
  'The end of the clock for which it was worked out; another end is told of again.';
comment on column case_moment.told_at is
  'When it was told, or passed over for a later one.';

create index case_moment_to_come on case_moment (at, agency_id, case_id) where told_at is null;

create table case_told (
  agency_id   uuid   not null,
  case_id     uuid   not null,
  version     int    not null,
  handler_ids uuid[] not null,
  awaiting    text[] not null,
  primary key (agency_id, case_id)
);

comment on table case_told is
  'Up to where people were told of a case. Its row is held while they are told, so that nothing is told twice.';
comment on column case_told.handler_ids is
  'PII. Officers who handled the case then.';
comment on column case_told.awaiting is
  'Commands that the case waited for then.';

create table notification_walk (
  is_single boolean not null primary key default true check (is_single),
  agency_id uuid    not null,
  case_id   uuid    not null,
  log_id    bigint  not null
);

comment on table notification_walk is
  'One row: how far cases from before notifications were looked at, and which events of the installation were seen.';

insert into notification_walk
select true, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000',
  coalesce((select max(log_id) from event where agency_id = '00000000-0000-0000-0000-000000000000'), 0);
