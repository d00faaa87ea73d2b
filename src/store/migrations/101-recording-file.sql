-- Files of recordings: uploads that are on their way, and which record of which case each file belongs to.
-- Phase: expand (the running release keeps working).
-- Source: anze-R17-2, anze-R18-1, anze-R18-2, yueqing-3.5.2-3, yueqing-3.5.3-1, kaifu-2.2.3-i.
--
-- That a file belongs to a case is an event of the case (recordingAttached) and nothing else: its number, name, type,
-- size and digest stand there, so the ledger holds them. The first index keeps a number to one file within a case, whatever
-- the program does; the second finds who needs a file of the store.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create table recording_upload (
  agency_id      uuid        not null,
  upload_id      uuid        not null,
  case_id        uuid        not null,
  file_name      text        not null check (char_length(file_name) between 1 and 200),
  size_bytes     bigint      not null check (size_bytes >= 1),
  received_bytes bigint      not null default 0 check (received_bytes between 0 and size_bytes),
  started_by     uuid        not null,
  started_at     timestamptz not null,
  touched_at     timestamptz not null,
  media_type     text,
  sha256         bytea       check (octet_length(sha256) = 32),
  attached_at    timestamptz,
  primary key (agency_id, upload_id),
  check ((media_type is null) = (sha256 is null)),
  check (sha256 is null or received_bytes = size_bytes),
  check (attached_at is null or sha256 is not null)
);

comment on table recording_upload is
  'Uploads on their way. Not part of the history: a row goes a day after it was last touched, whether it came to an end or not.';
comment on column recording_upload.file_name is
  'PII. Name the file had on the machine of whoever sent it.';
comment on column recording_upload.received_bytes is
  'So much lies on disk for certain; the upload goes on from here.';
comment on column recording_upload.started_by is
  'PII. Who sends it; nobody else goes on with it.';
comment on column recording_upload.sha256 is
  'Of the whole file, once all of it has come and its type is one that is kept.';
comment on column recording_upload.attached_at is
  'When its event was kept; the file then lies in the store.';

create index recording_upload_by_touch on recording_upload (touched_at);
create index recording_upload_by_sender on recording_upload (started_by, agency_id, case_id);

create unique index event_recording_number on event (agency_id, stream_id, (data ->> 'reference'))
  where kind = 'recordingAttached';
create index event_recording_file on event ((data ->> 'sha256')) where kind = 'recordingAttached';
