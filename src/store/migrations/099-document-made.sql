-- Which documents of a case were made as PDF, and the digest of each.
-- Phase: expand (the running release keeps working).
-- Source: anze-L13-1, kaifu-3.4-b, yueqing-4.4.4-9.
--
-- A document follows from its record and is made anew whenever somebody opens it. A row is written only when the bytes
-- are new: the first time, and when a later release, template or font changes them. Each row is also an event.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table document_made (
  agency_id  uuid        not null,
  case_id    uuid        not null,
  kind       text        not null check (kind ~ '^[a-z][a-z-]{0,59}$'),
  sequence   integer     not null check (sequence >= 1),
  version    integer     not null check (version >= 1),
  made_id    uuid        not null,
  sha256     bytea       not null check (octet_length(sha256) = 32),
  size_bytes integer     not null check (size_bytes >= 1),
  given      jsonb       not null,
  made_at    timestamptz not null,
  made_by    uuid        not null,
  primary key (agency_id, case_id, kind, sequence, version)
);

comment on table document_made is
  'Append-only. One row for each new form of a document; each is also an event in the stream of its made_id.';
comment on column document_made.sequence is
  'The record of the case that the document is made from.';
comment on column document_made.given is
  'PII. Names of the body, its departments and its people, and its packs, as the first form took them from the registers, where they may change.';
comment on column document_made.made_by is
  'PII. Who opened it when its form was new.';

create trigger document_made_is_append_only
  before update or delete or truncate on document_made
  for each statement execute function refuse_change();
