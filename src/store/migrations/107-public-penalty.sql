-- Decisions that were published before say what was imposed as those after them do: each is put on the site anew.
-- Phase: backfill (the running release keeps working; the jobs wait for the release that knows the words).
-- Source: apl-2021-48, sao-2018-118-6.

set local lock_timeout = '2s';
set local statement_timeout = '15min';

select graphile_worker.add_job('follow-case-in-public',
    json_build_object('agencyId', agency_id, 'caseId', case_id), job_key => 'follow-case-in-public:' || case_id)
  from publication
 where source = 'case' and withdrawn_at is null and ended_at is null;
