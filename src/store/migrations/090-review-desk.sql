-- The reviewers' desk: a narrow row for each case under review, and one for each round of review that was finished.
-- Phase: expand (what an older program leaves out is filled in the background; the running release keeps working).
-- Source: none of its own; everything here can be rebuilt from the events.
--
-- Parts of a case work out what lists of their own need and hand it in with the action. It lies in the row of the case; a
-- trigger keeps the narrow rows by it, only where a case has a review and something of this has changed.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

alter table case_file add column part_rows jsonb;

comment on column case_file.part_rows is
  'What parts of the case keep beside it, by the name of the part. It depends on rules too, not on the events alone.';

create table review_desk (
  agency_id     uuid        not null,
  case_id       uuid        not null,
  standing      text        not null,
  department_id uuid,
  handler_ids   uuid[]      not null,
  reviewer_id   uuid,
  weight        int         not null,
  submitted_at  timestamptz not null,
  due_at        timestamptz not null,
  primary key (agency_id, case_id)
) with (fillfactor = 80);

comment on table review_desk is
  'Cases that lie with the review: submitted, under review, or waiting to be countersigned. Derived from case_file.';
comment on column review_desk.handler_ids is
  'PII. Officers who handle the case.';
comment on column review_desk.reviewer_id is
  'PII. Reviewer to whom this round was given; null while it was given to nobody.';
comment on column review_desk.due_at is
  'Last moment of the clock of the review; infinity where none runs.';

create index review_desk_by_clock on review_desk (agency_id, due_at, case_id);
create index review_desk_by_weight on review_desk (agency_id, (- weight), submitted_at, case_id);
create index review_desk_by_receipt on review_desk (agency_id, submitted_at, case_id);

create table review_round (
  agency_id     uuid        not null,
  case_id       uuid        not null,
  round         int         not null check (round >= 1),
  department_id uuid,
  reviewer_id   uuid,
  submitted_at  timestamptz not null,
  given_at      timestamptz not null,
  kind          text        not null,
  outcome       text        not null,
  problems      text[]      not null,
  workdays      int         not null,
  is_late       boolean,
  primary key (agency_id, case_id, round)
);

comment on table review_round is
  'Rounds of review whose opinion took effect, for figures. Derived from case_file.';
comment on column review_round.reviewer_id is
  'PII. Who gave the opinion.';
comment on column review_round.problems is
  'Codes of the check list that the opinion calls problems.';
comment on column review_round.workdays is
  'Counted working days from the start of the clock, or from the submission where none runs, to the opinion.';
comment on column review_round.is_late is
  'Whether the opinion came after the period; null where the rules set none.';

create index review_round_by_day on review_round (agency_id, given_at);

create function note_review() returns trigger
language plpgsql as $$
declare
  open_row jsonb := new.part_rows #> '{review,open}';
  due timestamptz := 'infinity';
begin
  if jsonb_typeof(open_row) = 'object' then
    select coalesce(min((clock ->> 'dueAt')::timestamptz), 'infinity') into due
    from jsonb_array_elements(new.clocks) as clock
    where clock ->> 'name' = 'review' and clock ->> 'standing' <> 'paused';
    insert into mingfa.review_desk as desk (
      agency_id, case_id, standing, department_id, handler_ids, reviewer_id, weight, submitted_at, due_at)
    values (
      new.agency_id, new.case_id, open_row ->> 'standing', new.department_id, new.handler_ids,
      (open_row ->> 'reviewerId')::uuid, (open_row ->> 'weight')::int, (open_row ->> 'submittedAt')::timestamptz, due)
    on conflict (agency_id, case_id) do update set
      standing = excluded.standing, department_id = excluded.department_id, handler_ids = excluded.handler_ids,
      reviewer_id = excluded.reviewer_id, weight = excluded.weight, submitted_at = excluded.submitted_at,
      due_at = excluded.due_at
    where (desk.standing, desk.department_id, desk.handler_ids, desk.reviewer_id, desk.weight, desk.submitted_at,
        desk.due_at)
      is distinct from (excluded.standing, excluded.department_id, excluded.handler_ids, excluded.reviewer_id,
        excluded.weight, excluded.submitted_at, excluded.due_at);
  else
    delete from mingfa.review_desk where agency_id = new.agency_id and case_id = new.case_id;
  end if;

  insert into mingfa.review_round as known (
    agency_id, case_id, round, department_id, reviewer_id, submitted_at, given_at, kind, outcome, problems, workdays,
    is_late)
  select new.agency_id, new.case_id, round, new.department_id, "reviewerId", "submittedAt", "givenAt", kind, outcome,
    problems, workdays, "isLate"
  from jsonb_to_recordset(coalesce(new.part_rows #> '{review,rounds}', '[]')) as given (
    round int, "reviewerId" uuid, "submittedAt" timestamptz, "givenAt" timestamptz, kind text, outcome text,
    problems text[], workdays int, "isLate" boolean)
  on conflict (agency_id, case_id, round) do update set
    department_id = excluded.department_id, reviewer_id = excluded.reviewer_id, submitted_at = excluded.submitted_at,
    given_at = excluded.given_at, kind = excluded.kind, outcome = excluded.outcome, problems = excluded.problems,
    workdays = excluded.workdays, is_late = excluded.is_late
  where to_jsonb(known) is distinct from to_jsonb(excluded);
  return null;
end
$$;

create trigger case_file_is_on_review_desk after insert on case_file
  for each row
  when (new.part_rows ? 'review')
  execute function note_review();
create trigger case_file_moves_on_review_desk after update on case_file
  for each row
  when ((old.part_rows ? 'review' or new.part_rows ? 'review')
    and (old.part_rows, old.clocks, old.handler_ids, old.department_id)
      is distinct from (new.part_rows, new.clocks, new.handler_ids, new.department_id))
  execute function note_review();

-- Cases that were submitted before are looked at once more in the background.
update case_file set projection = null where state -> 'facts' ? 'reviewSubmitted';
