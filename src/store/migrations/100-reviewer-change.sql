-- Cases are worked out again when who may review them, or who an officer is, has been entered anew.
-- Phase: expand (the running release keeps working).
-- Source: none of its own; see officer_change.

set local lock_timeout = '2s';
set local statement_timeout = '30s';

create function note_reviewer_change() returns trigger
language plpgsql as $$
begin
  insert into mingfa.officer_change as known (agency_id, officer_id, noted_at, reviews, is_marked)
  values (new.agency_id, new.officer_id, now(), true, false)
  on conflict (agency_id, officer_id) do update set noted_at = excluded.noted_at, reviews = true, is_marked = false;
  return null;
end
$$;

create trigger designation_concerns_cases after insert or update on reviewer_designation
  for each row execute function note_reviewer_change();
create trigger officer_identity_concerns_cases after update of identity_number on officer
  for each row
  when (old.identity_number is distinct from new.identity_number)
  execute function note_officer_change();
