-- The public site: what the public may read, and nothing else.
-- Phase: expand (first release).
-- Source: apl-2021-48, kaifu-1.4-a, kaifu-1.4-f, dazhou-2.1.4-1c, anze-P14-1, anze-P14-2, yueqing-2.4.1-2, yueqing-2.4.1-3.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table public_site.body (
  agency_id   uuid        primary key,
  name        text        not null check (name <> ''),
  rule_title  text,
  facts       jsonb       not null default '[]' check (jsonb_typeof(facts) = 'array'),
  updated_at  timestamptz not null default now()
);
comment on table public_site.body is 'Bodies (执法主体) as the public sees them. A column here is public.';
comment on column public_site.body.rule_title is 'Title of the rule set the body follows.';
comment on column public_site.body.facts is 'Further public facts in order: [{title, value}].';

create table public_site.decision (
  id              uuid        primary key,
  agency_id       uuid        not null references public_site.body,
  decision_number text,
  case_name       text        not null,
  party_name      text,
  facts           text,
  law             text,
  punishment      text,
  penalty_kinds   text[]      not null default '{}',
  amount_fen      bigint      check (amount_fen >= 0),
  decided_on      date        not null,
  published_at    timestamptz not null,
  form            text        not null check (form in ('full', 'summary')),
  fields          jsonb       not null check (jsonb_typeof(fields) = 'array'),
  document        text,
  source          text        not null check (source in ('case', 'import')),
  check (document is null or form = 'full')
);
comment on table public_site.decision is
  'Published decisions only. A withdrawn one is deleted here and leaves a row in withdrawal (apl-2021-48).';
comment on column public_site.decision.party_name is
  'PII. Party as it may be shown: a natural person is masked unless the rule pack asks for the name.';
comment on column public_site.decision.fields is
  'Exactly the fields the rule pack lists, in its order: [{code, title, value}].';
comment on column public_site.decision.document is 'PII. Text of the decision where the full form is published.';
create index decision_by_number on public_site.decision (decision_number);
create index decision_by_date on public_site.decision (decided_on desc, id desc);
create index decision_by_body on public_site.decision (agency_id, decided_on desc, id desc);

create table public_site.decision_search (
  id            uuid   primary key references public_site.decision on delete cascade,
  agency_id     uuid   not null,
  decided_on    date   not null,
  penalty_kinds text[] not null,
  text          text   not null,
  lexemes       tsvector not null
);
comment on table public_site.decision_search is
  'One narrow row a decision: the plain text of its public fields and what the index holds of it. Derived; can be rebuilt.';
comment on column public_site.decision_search.text is 'PII. Plain form of the public fields, one line each.';
-- The lexemes are read through the index only. Out of line, they do not widen the rows that are scanned.
alter table public_site.decision_search
  alter column lexemes set storage external,
  alter column text set storage main;
create index decision_search_lexemes on public_site.decision_search using gin (lexemes) with (fastupdate = off);
create index decision_search_by_date on public_site.decision_search (decided_on desc, id desc);

create table public_site.search_share (
  lexeme text primary key,
  share  real not null check (share > 0 and share <= 1)
);
comment on table public_site.search_share is
  'Measured share of the decisions that hold a frequent lexeme; only the choice of plan depends on it.';
create table public_site.search_size (
  one         boolean     primary key default true check (one),
  decisions   bigint      not null,
  measured_at timestamptz not null default now()
);
comment on table public_site.search_size is
  'How many decisions there were when the shares were last measured; one row.';

create table public_site.withdrawal (
  decision_id     uuid        primary key,
  agency_id       uuid        not null references public_site.body,
  decision_number text,
  published_on    date        not null,
  withdrawn_on    date        not null,
  reason          text        not null check (reason <> '')
);
comment on table public_site.withdrawal is
  'What remains in public of a withdrawn decision: its number, its body, the day and the reason (apl-2021-48).';
create index withdrawal_by_number on public_site.withdrawal (decision_number);

grant select on all tables in schema public_site to mingfa_public;

create table mingfa.publication (
  agency_id         uuid        not null,
  decision_id       uuid        not null,
  case_id           uuid,
  source            text        not null check (source in ('case', 'import')),
  import_id         uuid,
  fingerprint       bytea       check (octet_length(fingerprint) = 32),
  occurrence        int         not null default 1 check (occurrence >= 1),
  published_at      timestamptz not null,
  withdrawn_at      timestamptz,
  withdrawal_reason text,
  primary key (agency_id, decision_id),
  check ((source = 'case') = (case_id is not null)),
  check ((source = 'import') = (import_id is not null and fingerprint is not null)),
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
comment on table mingfa.publication is
  'Every decision that is or was public. A withdrawn import stays known, so that the same file does not bring it back.';
create unique index publication_fingerprint on mingfa.publication (agency_id, fingerprint, occurrence);
create index publication_by_case on mingfa.publication (agency_id, case_id);

create table mingfa.decision_import (
  agency_id   uuid        not null,
  import_id   uuid        not null,
  file_name   text        not null,
  file_sha256 bytea       not null check (octet_length(file_sha256) = 32),
  mapping_sha256 bytea    not null check (octet_length(mapping_sha256) = 32),
  row_count   int         not null check (row_count >= 0),
  added       int         not null check (added >= 0),
  skipped     int         not null check (skipped >= 0),
  imported_at timestamptz not null,
  primary key (agency_id, import_id)
);
comment on table mingfa.decision_import is
  'Files of past decisions that were imported, so that the same file is not imported twice.';
create index decision_import_by_file on mingfa.decision_import (agency_id, file_sha256, mapping_sha256);

-- Rows wait here, committed in small parts, so that the import itself is one short transaction.
create unlogged table mingfa.import_staging (
  import_id     uuid   not null,
  line          int    not null,
  fingerprint   bytea  not null,
  decided_on    date   not null,
  decision      jsonb  not null,
  staged_at     timestamptz not null default now(),
  primary key (import_id, line)
);
comment on table mingfa.import_staging is
  'Checked rows of an import that is under way. Emptied at its end; may be lost in a crash.';
comment on column mingfa.import_staging.decision is 'PII. The decision as it will be public.';

create table mingfa.search_pending (
  decision_id uuid primary key references public_site.decision on delete cascade,
  decided_on  date not null
);
comment on table mingfa.search_pending is 'Published decisions that the search does not know yet.';
create index search_pending_by_date on mingfa.search_pending (decided_on, decision_id);
