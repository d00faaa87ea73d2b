-- Since when a corrected text stands on the public site.
-- Phase: expand (the running release keeps working; what it publishes says of no correction).
-- Source: sao-2018-118-0, foi-2019-41, anze-P18-2, yueqing-2.4.2-1, yueqing-2.4.2-2.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

alter table public_site.decision add column corrected_on date;
comment on column public_site.decision.corrected_on is
  'Day on which what was public was corrected last; null while nothing was corrected.';
