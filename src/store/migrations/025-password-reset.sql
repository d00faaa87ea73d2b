-- A password that the system administrator handed out opens nothing until the security administrator agrees.
-- Phase: expand (first release).
-- Source: none of the rule packs; no single administrator may act as somebody else (GB/T 22239).

set local lock_timeout = '2s';
set local statement_timeout = '30s';

alter table account
  add column reset_by uuid check (reset_by <> account_id);

comment on column account.reset_by is
  'PII. Whose reset of the password waits for the security administrator; null when none waits.';
