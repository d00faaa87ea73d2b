-- Who stands in for whom, with which roles and for how long.
-- Phase: expand (first release).
-- Source: none of the rule packs; nobody signs in with the account of another while that person is away (GB/T 22239).

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table deputy (
  agency_id         uuid        not null,
  deputy_id         uuid        not null unique,
  principal_id      uuid        not null references account,
  deputy_account_id uuid        not null references account,
  roles             text[]      not null
    check (cardinality(roles) > 0 and roles <@ array['department-head', 'leader', 'liaison', 'office']),
  from_on           date        not null,
  until_on          date        not null,
  reason            text        not null check (char_length(reason) between 1 and 500),
  appointed_at      timestamptz not null,
  ended_at          timestamptz,
  end_reason        text,
  primary key (agency_id, deputy_id),
  check (principal_id <> deputy_account_id),
  check (until_on >= from_on and until_on < from_on + interval '1 year'),
  check ((ended_at is null) = (end_reason is null))
);

comment on table deputy is
  'Terms in which one person stands in for another. Derived from the events of the principal''s account.';
comment on column deputy.principal_id is 'PII. Who is represented.';
comment on column deputy.deputy_account_id is 'PII. Who represents, always under the own name.';
comment on column deputy.reason is 'PII. Why, as the principal wrote it.';
comment on column deputy.until_on is 'Last day of the term, inclusive.';
comment on column deputy.ended_at is 'When it was ended before its last day; null otherwise.';

create index deputy_by_deputy on deputy (deputy_account_id, until_on);
create index deputy_by_principal on deputy (principal_id, until_on);

create trigger deputy_is_never_deleted
  before delete or truncate on deputy
  for each statement execute function refuse_change();
