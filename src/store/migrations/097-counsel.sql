-- Register of legal advisers, public lawyers and the pool of legal talent, from whom a body asks help in a case.
-- Phase: expand (the running release keeps working).
-- Source: kaifu-3.2-b, kaifu-3.2-c, dazhou-2.3.9-2a, dazhou-2.3.9-2b, dazhou-2.3.9-2c, anze-L7-3, yueqing-4.1-2, yueqing-4.1-5.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table counsel (
  agency_id       uuid    not null references agency,
  counsel_id      uuid    not null unique,
  name            text    not null check (char_length(name) between 1 and 64),
  kind            text    not null check (kind in ('legal-adviser', 'public-lawyer', 'talent')),
  organisation    text    not null check (char_length(organisation) between 1 and 200),
  licence_number  text    check (char_length(licence_number) between 1 and 60),
  identity_number text    check (identity_number ~ '^[0-9A-Z]{5,32}$'),
  account_id      uuid    references account,
  specialty       text    not null check (char_length(specialty) <= 200),
  interests       jsonb   not null default '[]',
  is_purchased    boolean not null,
  is_shared       boolean not null,
  valid_from      date    not null,
  valid_until     date,
  ended_on        date,
  version         int     not null check (version >= 1),
  primary key (agency_id, counsel_id),
  check (valid_from <= valid_until),
  check (ended_on >= valid_from)
);

comment on table counsel is
  'Legal advisers, public lawyers and pool of legal talent of a body. Never deleted: opinions keep pointing to them.';
comment on column counsel.name is 'PII. Name.';
comment on column counsel.organisation is 'PII. Law firm or body for which the person works.';
comment on column counsel.licence_number is 'PII. Number of the practising certificate.';
comment on column counsel.identity_number is
  'PII. Number of the identity document, so that who is a party is found by it. Never sent out whole.';
comment on column counsel.account_id is
  'PII. The account of a public lawyer who works for a body; null for everybody outside.';
comment on column counsel.interests is
  'PII. Declared interests: list of {name, relation}; whoever is named there is compared with the people of a case.';
comment on column counsel.is_purchased is 'Whether the service is bought with funds set aside for it (yueqing-4.1-4).';
comment on column counsel.is_shared is 'Whether bodies below may ask too (dazhou-2.3.9-2c).';

create index counsel_by_account on counsel (account_id) where account_id is not null;
