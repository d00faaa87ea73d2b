-- Finds the sessions that still hold, of everybody, the latest first.
-- Phase: expand (first release).
-- Source: none of the rule packs; the security administrator sees who is signed in (GB/T 22239).

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create index session_by_start on session (started_at desc, session_id desc) where ended_at is null;
