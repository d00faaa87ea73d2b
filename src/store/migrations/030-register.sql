-- Registers of bodies, departments, officers and certificates.
-- Phase: expand (first release).
-- Source: apl-2021-42, kaifu-1.3-a, anze-P9-1, anze-P10-3.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table agency (
  agency_id   uuid        not null primary key,
  name        text        not null unique check (char_length(name) between 2 and 200),
  short_name  text        not null check (char_length(short_name) between 1 and 60),
  credit_code text        unique check (credit_code ~ '^[0-9A-Z]{18}$'),
  region_code text        not null check (region_code ~ '^[0-9]{6}$'),
  nature      text        not null check (nature in ('statutory', 'empowered', 'entrusted')),
  parent_id   uuid        references agency,
  packs       text[]      not null check (cardinality(packs) >= 1),
  ours        jsonb       not null default '{}',
  drafts      jsonb       not null default '{}',
  standing    text        not null check (standing in ('active', 'closed')),
  version     int         not null check (version >= 1),
  created_at  timestamptz not null,
  check (parent_id <> agency_id)
);

comment on table agency is
  'Enforcement bodies. The present state; the past is in the stream of the same id in event.';
comment on column agency.packs is
  'Rule packs the body follows, most specific first, ending with national.';
comment on column agency.ours is
  'The body''s own numbers by rule key, where a source only says "promptly".';
comment on column agency.drafts is
  'Draft packs the body has confirmed for its own use: by whom, when, on what basis.';

create index agency_by_parent on agency (parent_id);

create table department (
  agency_id     uuid not null references agency,
  department_id uuid not null,
  name          text not null check (char_length(name) between 1 and 100),
  standing      text not null check (standing in ('active', 'closed')),
  version       int  not null check (version >= 1),
  primary key (agency_id, department_id)
);

comment on table department is 'Departments within a body.';

create unique index department_by_name on department (agency_id, name) where standing = 'active';

create table officer (
  agency_id     uuid    not null references agency,
  officer_id    uuid    not null,
  name          text    not null check (char_length(name) between 1 and 64),
  post          text    not null check (char_length(post) <= 100),
  department_id uuid,
  may_review    boolean not null,
  standing      text    not null check (standing in ('active', 'left')),
  version       int     not null check (version >= 1),
  primary key (agency_id, officer_id),
  foreign key (agency_id, department_id) references department
);

comment on table officer is 'Officers and reviewers of a body.';
comment on column officer.officer_id is
  'The same id as the person''s account where there is one, so that actors and officers need no translation.';
comment on column officer.name is 'PII. Public by law with post and certificate number (anze-P10-3).';
comment on column officer.post is 'PII. Post in the body.';
comment on column officer.may_review is
  'Whether the person is qualified to review decisions (apl-2021-58, dazhou-2.3.9-1b).';

create table certificate (
  agency_id      uuid not null,
  officer_id     uuid not null,
  certificate_id uuid not null,
  number         text not null check (char_length(number) between 1 and 60),
  class          text not null check (class in ('enforcement', 'supervision')),
  issued_by      text not null check (char_length(issued_by) between 1 and 200),
  valid_from     date not null,
  valid_until    date not null,
  revoked_on     date,
  primary key (agency_id, officer_id, certificate_id),
  foreign key (agency_id, officer_id) references officer,
  unique (number, class),
  check (valid_from <= valid_until),
  check (revoked_on >= valid_from)
);

comment on table certificate is
  'Enforcement and supervision certificates. Never deleted: past acts are judged by the certificate of their day.';
comment on column certificate.number is 'PII. Public by law (anze-P10-3).';
comment on column certificate.valid_until is 'Last day of validity, inclusive.';
comment on column certificate.revoked_on is 'First day on which it is void; null while it stands.';

alter table account
  add constraint account_agency_known foreign key (agency_id) references agency,
  add constraint account_department_known foreign key (agency_id, department_id) references department;
