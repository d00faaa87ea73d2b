-- Who looked at a case without handling it.
-- Phase: expand (first release).
-- Source: anze-R18-2, yueqing-3.5.3-1 (records are read by right and the reading can be traced).

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table reading (
  agency_id  uuid        not null,
  case_id    uuid        not null,
  reading_id uuid        not null,
  account_id uuid        not null,
  session_id uuid        not null,
  part       text        not null check (char_length(part) between 1 and 200),
  read_on    date        not null,
  read_at    timestamptz not null,
  primary key (agency_id, case_id, reading_id),
  unique (agency_id, case_id, session_id, part, read_on)
);

comment on table reading is
  'Append-only. One row for each session, case, part and day; each is also an event in the stream of its reading_id.';
comment on column reading.account_id is 'PII. Who read.';
comment on column reading.part is
  'What was opened: the case itself, or one of its recordings or documents by id.';

create index reading_by_account on reading (account_id, read_at desc);
create index reading_by_case on reading (agency_id, case_id, read_at desc, reading_id desc);

create trigger reading_is_append_only
  before update or delete or truncate on reading
  for each statement execute function refuse_change();
