-- Who is designated to review, on what qualification and for how long; numbers of identity of officers.
-- Phase: expand (the running release keeps working).
-- Source: apl-2021-58-2, kaifu-3.2-a, kaifu-T15-1, dazhou-2.3.9-1a, dazhou-2.3.9-1b, anze-L7-1, anze-L8-4, yueqing-4.1-3.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table reviewer_designation (
  agency_id      uuid not null,
  officer_id     uuid not null,
  designation_id uuid not null,
  level          text not null check (char_length(level) between 1 and 60),
  qualification  text not null check (qualification in ('law-licence', 'law-background', 'engaged-before')),
  proof_number   text check (char_length(proof_number) between 1 and 60),
  valid_from     date not null,
  valid_until    date,
  ended_on       date,
  end_ground     text check (end_ground in ('post', 'qualification')),
  primary key (agency_id, officer_id, designation_id),
  foreign key (agency_id, officer_id) references officer,
  check (valid_from <= valid_until),
  check (ended_on >= valid_from),
  check ((ended_on is null) = (end_ground is null)),
  check (qualification <> 'law-licence' or proof_number is not null)
);

comment on table reviewer_designation is
  'Terms for which officers are designated to review. Never deleted: past reviews are judged by the term of their day.';
comment on column reviewer_designation.level is
  'Office of the pack for which the person reviews, by its key: where the pack has two levels, which one.';
comment on column reviewer_designation.qualification is 'PII. On what the person may review.';
comment on column reviewer_designation.proof_number is
  'PII. Number of the certificate that proves the qualification.';
comment on column reviewer_designation.valid_until is 'Last day, inclusive; null while no end is set.';
comment on column reviewer_designation.ended_on is 'First day on which it no longer counts; null while it stands.';

alter table officer add column identity_number text check (identity_number ~ '^[0-9A-Z]{5,32}$');
comment on column officer.identity_number is
  'PII. Number of the identity document, where the body keeps it, so that who is a party is found by it and not by the name alone. Never sent out whole; the ledger holds it masked.';
