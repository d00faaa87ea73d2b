-- A case whose filing was approved is under investigation, also before anything was done in it.
-- Phase: backfill (the running release keeps working; it takes the step back with the next act).
-- Source: apl-2021-54.

set local lock_timeout = '2s';
set local statement_timeout = '5min';

update case_file set step = 'investigation'
 where procedure = 'penalty' and step in ('lead', 'filing') and state #> '{facts,filingApproved}' is not null;
