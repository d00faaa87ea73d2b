-- Backups that were asked for through the console: who asked, how each went, where the file lies.
-- Phase: expand (the running release keeps working).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table backup_run (
  backup_id   uuid        not null primary key,
  asked_by    uuid        not null,
  asked_at    timestamptz not null,
  standing    text        not null check (standing in ('running', 'done', 'failed')),
  path        text        not null check (path <> ''),
  size_bytes  bigint      check (size_bytes >= 0),
  seconds     int         check (seconds >= 0),
  problem     text,
  check ((standing = 'done') = (size_bytes is not null and seconds is not null)),
  check ((standing = 'failed') = (problem is not null))
);

comment on table backup_run is
  'Backups into the data folder. The files are not in the database, and never leave the server over HTTP.';
comment on column backup_run.asked_by is
  'PII. Who asked for it.';
comment on column backup_run.path is
  'File within the data folder.';

create index backup_run_by_day on backup_run (asked_at desc, backup_id);
-- One at a time: two would only hold each other up.
create unique index backup_run_one_running on backup_run ((true)) where standing = 'running';
