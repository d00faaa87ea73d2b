-- What people are told of, where they want to be told, and how that went.
-- Phase: expand (the running release keeps working).
-- Source: anze-L14-1, yueqing-2.3-6 and the other periods of the packs, which somebody must be told of in time.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create table notification (
  account_id      uuid        not null,
  notification_id uuid        not null default gen_random_uuid(),
  agency_id       uuid,
  case_id         uuid,
  command         text,
  kind            text        not null,
  text            text        not null,
  cause           text        not null,
  at              timestamptz not null,
  is_listed       boolean     not null,
  read_at         timestamptz,
  primary key (account_id, notification_id),
  unique (account_id, cause)
);

comment on table notification is
  'What an account was told of. Nothing rests on it: the case, its clocks and the registers say the same. Dropped in time.';
comment on column notification.account_id is 'PII. Who was told.';
comment on column notification.text is
  'Case number and what is to be done; never a party, for it leaves the system by mail.';
comment on column notification.cause is
  'What it is about, such as the case, the version and the kind: the same cause is told to an account once.';
comment on column notification.is_listed is
  'Whether the console shows it; one that is only sent is kept for what became of it.';

create index notification_by_time on notification (account_id, at desc, notification_id desc);
create index notification_unread on notification (account_id, at desc, notification_id desc)
  where read_at is null and is_listed;
create index notification_by_age on notification using brin (at);

create table notification_choice (
  account_id    uuid        not null primary key,
  kinds         jsonb       not null,
  mail_address  text,
  webhook_url   text,
  webhook_nonce uuid,
  tried_at      timestamptz,
  check ((webhook_url is null) = (webhook_nonce is null))
);

comment on table notification_choice is
  'Where an account wants to be told of what. An account without a row has the usual choices and no address.';
comment on column notification_choice.account_id is 'PII. Whose choices they are.';
comment on column notification_choice.kinds is
  '{kind: {console, mail, webhook}}; kinds that are absent have the usual choice.';
comment on column notification_choice.mail_address is 'PII. Address of the person.';
comment on column notification_choice.webhook_url is
  'PII. Address of a program of the person; it often carries a key, so it is shown to nobody else.';
comment on column notification_choice.webhook_nonce is
  'From it and the secret of the installation the signing key is made, which is kept nowhere.';
comment on column notification_choice.tried_at is
  'When a trial was last sent, so that trials cannot flood anybody.';

create table notification_delivery (
  account_id      uuid        not null,
  notification_id uuid        not null,
  channel         text        not null,
  standing        text        not null,
  attempts        int         not null default 0,
  detail          text,
  at              timestamptz not null,
  primary key (account_id, notification_id, channel),
  foreign key (account_id, notification_id) references notification on delete cascade
);

comment on table notification_delivery is
  'What became of sending a notification by mail or to a program: waiting, sent or failed, and why.';
comment on column notification_delivery.account_id is 'PII. Who was to be told.';
comment on column notification_delivery.detail is 'What went wrong, in words without an address.';

create index notification_delivery_waiting on notification_delivery (account_id, channel)
  where standing = 'waiting';
