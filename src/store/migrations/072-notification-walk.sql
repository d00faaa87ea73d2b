-- People are told by walking the ledger, so that an action leaves nothing behind for it.
-- Phase: expand (the running release keeps working).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

-- The table has one row.
-- squawk-ignore adding-field-with-default
alter table notification_walk add column leaf_index bigint not null default -1;

comment on table notification_walk is
  'One row: how far cases from before notifications were looked at, and how far the ledger was.';
comment on column notification_walk.leaf_index is
  'The last leaf of the ledger that was looked at; what came before is found by the walk through older cases.';

update notification_walk set leaf_index = coalesce((select max(leaf_index) from ledger_leaf), -1);

-- No release has read it.
-- squawk-ignore ban-drop-column
alter table notification_walk drop column log_id;
