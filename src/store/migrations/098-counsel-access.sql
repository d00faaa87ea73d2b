-- One-time addresses by which a counsel from outside reads one case, and finding requests that are for an account.
-- Phase: expand (the running release keeps working).
-- Source: kaifu-3.2-c, dazhou-2.3.9-2b, anze-L7-3, yueqing-4.1-5.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create table counsel_access (
  agency_id   uuid        not null,
  case_id     uuid        not null,
  request     int         not null check (request >= 1),
  secret_hash bytea       not null unique check (octet_length(secret_hash) = 32),
  counsel_id  uuid        not null,
  issued_by   uuid        not null,
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  primary key (agency_id, case_id, request)
);

comment on table counsel_access is
  'The address given out for a request, one at a time. Only the hash of its secret is kept; whether the request is still open is asked of the case at every use.';
comment on column counsel_access.counsel_id is 'PII. Whom the address is for.';
comment on column counsel_access.issued_by is 'PII. Who asked for the address and saw it once.';

create index event_counsel_asked on event ((data ->> 'counselAccountId'), log_id desc)
  where kind = 'counselRequested';
