-- The body's catalogue of decisions that must pass legal review, and what of it is public.
-- Phase: expand (the running release keeps working; it knows no catalogue).
-- Source: sao-2018-118-12, kaifu-3.3-b, kaifu-3.3-c, kaifu-3.3-d, anze-L9-2, anze-L9-3, yueqing-2.2.1-7.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table review_catalogue (
  agency_id uuid  not null primary key references agency,
  version   int   not null check (version >= 0),
  state     jsonb not null check (jsonb_typeof(state) = 'object')
);

comment on table review_catalogue is
  'Items reported and versions compiled, as they stand. The fold of the stream of the body''s catalogue; can be rebuilt.';
comment on column review_catalogue.version is 'Events of the stream so far.';
comment on column review_catalogue.state is 'PII. Names accounts by id: who reported, examined, compiled, approved.';

create table review_catalogue_version (
  agency_id     uuid        not null references agency,
  number        int         not null check (number >= 1),
  in_force_from date        not null,
  digest        bytea       not null check (octet_length(digest) = 32),
  items         jsonb       not null check (jsonb_typeof(items) = 'array'),
  copy          text        not null,
  approved_at   timestamptz not null,
  primary key (agency_id, number),
  unique (agency_id, in_force_from)
);

comment on table review_catalogue_version is
  'Approved versions, append-only: the scope of a case is proposed by the version in force on its day.';
comment on column review_catalogue_version.in_force_from is
  'First day in force; the version ends where the next one begins.';
comment on column review_catalogue_version.digest is 'SHA-256 of the copy.';
comment on column review_catalogue_version.copy is
  'The table that was approved, as it is published and filed.';

create trigger review_catalogue_version_is_append_only
  before update or delete or truncate on review_catalogue_version
  for each statement execute function refuse_change();

create table public_site.review_catalogue (
  agency_id     uuid        not null references public_site.body,
  number        int         not null check (number >= 1),
  in_force_from date        not null,
  published_at  timestamptz not null,
  digest        text        not null check (digest ~ '^[0-9a-f]{64}$'),
  items         jsonb       not null check (jsonb_typeof(items) = 'array'),
  copy          text        not null,
  flow          jsonb       check (jsonb_typeof(flow) = 'object'),
  basis         jsonb       not null default '[]' check (jsonb_typeof(basis) = 'array'),
  primary key (agency_id, number)
);

comment on table public_site.review_catalogue is
  'Published versions of review catalogues only. A column here is public.';
comment on column public_site.review_catalogue.copy is 'The table as it was approved, for downloading.';
comment on column public_site.review_catalogue.flow is
  'The flow chart of review, where the rule pack asks for it in public: {nodes, edges}.';
comment on column public_site.review_catalogue.basis is
  'Clauses that ask for the publication: [{id, pack, locator}].';

grant select on public_site.review_catalogue to mingfa_public;
