-- What people keep for themselves in the console: views, pins, drafts of forms.
-- Phase: expand (first release).
-- Source: none of the rule packs; convenience of those who work with the system.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table preference (
  account_id uuid        not null references account,
  key        text        not null check (key ~ '^[a-z][a-z0-9.-]{0,99}$'),
  value      text        not null check (octet_length(value) <= 65536),
  kept_at    timestamptz not null,
  primary key (account_id, key)
);

comment on table preference is
  'Kept by the console for one person and read by nobody else. No part of any case: a draft is not yet an act.';
comment on column preference.account_id is 'PII. Whose it is.';
comment on column preference.value is
  'PII. JSON as it was sent, kept as text: nothing looks into it, and not all JSON is a jsonb. Drafts name parties.';
