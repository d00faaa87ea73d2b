-- What was done in a body lately, newest first, however long its history is.
-- Phase: expand (the running release keeps working).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create index event_by_agency on event (agency_id, at, log_id);
