-- Accounts, roles, sessions and everything that guards signing in.
-- Phase: expand (first release).
-- Source: none of the rule packs; separation of the three administrators as graded protection asks (GB/T 22239).

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table account (
  account_id           uuid        not null primary key,
  agency_id            uuid,
  department_id        uuid,
  user_name            text        not null check (char_length(user_name) between 2 and 64),
  user_key             text        not null unique,
  display_name         text        not null check (char_length(display_name) between 1 and 64),
  identity_digest      bytea       not null unique check (octet_length(identity_digest) = 32),
  duty                 text        not null default 'business'
    check (duty in ('business', 'system-admin', 'security-admin', 'auditor')),
  separated_duty       text
    check (separated_duty in ('system-admin', 'security-admin', 'auditor')),
  password_hash        text        not null check (password_hash like '$argon2id$%'),
  must_change_password boolean     not null,
  password_set_at      timestamptz not null,
  disabled_at          timestamptz,
  version              int         not null check (version >= 1),
  created_at           timestamptz not null,
  unique (account_id, duty),
  check (duty = 'business' or (separated_duty is not null and separated_duty = duty)),
  check (department_id is null or agency_id is not null)
);

comment on table account is
  'One row a person: who may sign in. The present state; the past is in the stream of the same id in event.';
comment on column account.agency_id is
  'The body the person works for; null for people of the installation itself.';
comment on column account.user_key is
  'PII. The user name in the form in which it is compared.';
comment on column account.user_name is 'PII. Name with which the person signs in.';
comment on column account.display_name is 'PII. Name of the person.';
comment on column account.identity_digest is
  'PII. Keyed digest of the person''s identity number; unique, so that one person cannot have two accounts.';
comment on column account.duty is
  'Business, or exactly one of the three administrators. Every role of the account belongs to it.';
comment on column account.separated_duty is
  'Which of the three administrators the person is or once was. Never changes once set.';
comment on column account.password_hash is
  'Argon2id, encoded with its salt and parameters.';
comment on column account.must_change_password is
  'True while the password is one that somebody else handed out.';

create index account_by_agency on account (agency_id, user_key);

create table account_role (
  account_id uuid        not null,
  role       text        not null
    check (role in ('officer', 'department-head', 'reviewer', 'leader', 'liaison', 'office',
                    'supervisor', 'system-admin', 'security-admin', 'auditor')),
  duty       text        not null generated always as (
    case when role in ('system-admin', 'security-admin', 'auditor') then role else 'business' end
  ) stored,
  granted_by uuid,
  granted_at timestamptz not null,
  primary key (account_id, role),
  foreign key (account_id, duty) references account (account_id, duty),
  check (granted_by is null or granted_by <> account_id)
);

comment on table account_role is
  'Roles held now. The foreign key on the duty keeps the three administrators apart without a race.';
comment on column account_role.granted_by is
  'PII. Who granted it, never the holder; null for the first set-up.';

create index account_role_by_role on account_role (role);

-- Who has been one of the three administrators can never become another of them: the auditor would audit the own past.
create function keep_separated_duty() returns trigger
language plpgsql as $$
begin
  if new.separated_duty is distinct from old.separated_duty and old.separated_duty is not null then
    raise exception 'the separated duty of an account never changes' using errcode = 'MF020';
  end if;
  if new.identity_digest <> old.identity_digest or new.account_id <> old.account_id then
    raise exception 'the person behind an account never changes' using errcode = 'MF020';
  end if;
  return new;
end
$$;

comment on function keep_separated_duty() is
  'An account stays with its person and with the one of the three duties it once had.';

create trigger account_keeps_separated_duty
  before update on account
  for each row execute function keep_separated_duty();

-- A deleted account would free the identity for a second one.
create trigger account_is_never_deleted
  before delete or truncate on account
  for each statement execute function refuse_change();

create table second_factor (
  account_id   uuid        not null primary key references account,
  sealed       bytea       not null,
  enrolled_at  timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint      not null default -1
);

comment on table second_factor is
  'Time-based one-time passwords (RFC 6238). Counts only once confirmed.';
comment on column second_factor.sealed is
  'The shared secret, encrypted with a key of the installation.';
comment on column second_factor.last_step is
  'Last time step that was used; a code of this or an earlier step is refused.';

create table recovery_code (
  account_id  uuid        not null references account,
  code_digest bytea       not null check (octet_length(code_digest) = 32),
  used_at     timestamptz,
  primary key (account_id, code_digest)
);

comment on table recovery_code is
  'Codes that stand in once for a lost second factor; only their digests.';

create table session (
  session_id   uuid        not null primary key,
  account_id   uuid        not null references account,
  token_digest bytea       not null unique check (octet_length(token_digest) = 32),
  started_at   timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at     timestamptz,
  end_reason   text,
  address      text        not null,
  browser      text        not null,
  check ((ended_at is null) = (end_reason is null))
) with (fillfactor = 80);

comment on table session is
  'Sign-ins. The token itself is only in the browser.';
comment on column session.address is 'PII. Network address at sign-in.';
comment on column session.browser is 'PII. What the browser said of itself at sign-in.';

create index session_by_account on session (account_id, started_at desc);
create index session_open on session (account_id) where ended_at is null;

create table sign_in_attempt (
  attempt_id  bigint      not null generated always as identity primary key,
  name_digest bytea       not null check (octet_length(name_digest) = 32),
  account_id  uuid,
  address     text        not null,
  at          timestamptz not null,
  outcome     text        not null 
    check (outcome in ('pending', 'failed', 'incomplete', 'succeeded', 'cleared'))
);

comment on table sign_in_attempt is
  'Tries to sign in. The typed name only as a digest: people type passwords into the wrong field.';
comment on column sign_in_attempt.account_id is 'PII. The account, where the name is that of one.';
comment on column sign_in_attempt.address is 'PII. Network address of the try.';

create index sign_in_attempt_by_name on sign_in_attempt (name_digest, at);
create index sign_in_attempt_by_address on sign_in_attempt (address, at);

create table set_up (
  is_single    boolean     not null primary key default true check (is_single),
  token_digest bytea       not null check (octet_length(token_digest) = 32),
  opened_at    timestamptz not null
);

comment on table set_up is
  'The one-time token of the first set-up, as a digest; empty once the three administrators exist.';

-- Accounts, registers, rule activation and readings keep their streams under the nil agency. The auditor reads them by
-- time; a case's events are not in this index and cost it nothing.
create index event_of_installation on event (log_id)
  where agency_id = '00000000-0000-0000-0000-000000000000';
