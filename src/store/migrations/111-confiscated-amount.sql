-- What is confiscated is told with its amount, not as one more penalty: decisions published before are put on the site anew.
-- Phase: backfill (the running release keeps working; the jobs wait for the release that knows the words).
-- Source: apl-2021-48.

set local lock_timeout = '2s';
set local statement_timeout = '5min';

select graphile_worker.add_job('follow-case-in-public',
    json_build_object('agencyId', p.agency_id, 'caseId', p.case_id), job_key => 'follow-case-in-public:' || p.case_id)
  from publication p
  join public_site.decision d on d.id = p.decision_id
 where p.source = 'case' and p.withdrawn_at is null and p.ended_at is null and d.punishment like '%没收金额%';
