-- What a case waits for is worked out again when that from which it follows has changed: rules, settings, people, program.
-- Phase: expand (rows of the running release are worked out once more in the background).
-- Source: none of its own; everything here can be rebuilt from the events.
--
-- Each way in which a body's cases can be worked out has a number of the body's own. A case keeps the number it was
-- worked out with, so an index gives the cases that differ, and nothing else is looked at.

set local lock_timeout = '2s';
set local statement_timeout = '600s';

create table case_basis (
  agency_id  uuid        not null,
  digest     bytea       not null check (octet_length(digest) = 32),
  projection smallint    not null check (projection >= 2),
  noted_at   timestamptz not null default now(),
  primary key (agency_id, digest),
  unique (agency_id, projection)
);

comment on table case_basis is
  'From what the cases of a body are worked out: a digest of procedure, packs in force, own settings, calendar and program, and its number.';
comment on column case_basis.projection is
  'From 2: 1 is what an older program wrote, whatever it worked from.';

comment on column case_file.projection is
  'The number in case_basis that awaiting and the clocks were worked out with; null to have them worked out again.';

-- The value stays while the rules do, so that an update of a case still touches no index.
create index case_file_by_projection on case_file (agency_id, projection);
drop index case_file_unprojected;

create table officer_change (
  agency_id  uuid        not null,
  officer_id uuid        not null,
  noted_at   timestamptz not null,
  reviews    boolean     not null,
  is_marked  boolean     not null,
  primary key (agency_id, officer_id)
);

comment on table officer_change is
  'Officers whose entry or certificates have changed: the cases they handle are worked out again. Emptied by the program.';
comment on column officer_change.officer_id is
  'PII. The officer.';
comment on column officer_change.reviews is
  'Whether the officer reviews, or did before: then all open cases of the body are worked out again.';
comment on column officer_change.is_marked is
  'Whether their cases were marked once. They are marked again when no process can hold what was true before.';

create function note_officer_change() returns trigger
language plpgsql as $$
begin
  insert into mingfa.officer_change as known (agency_id, officer_id, noted_at, reviews, is_marked)
  select new.agency_id, new.officer_id, now(),
    tg_table_name = 'officer' and (to_jsonb(old) ->> 'may_review' = 'true' or to_jsonb(new) ->> 'may_review' = 'true'),
    false
  on conflict (agency_id, officer_id) do update set
    noted_at = excluded.noted_at, reviews = known.reviews or excluded.reviews, is_marked = false;
  return null;
end
$$;

create trigger certificate_concerns_cases after insert or update on certificate
  for each row execute function note_officer_change();
create trigger officer_concerns_cases after update on officer
  for each row
  when ((old.name, old.post, old.department_id, old.standing, old.may_review)
    is distinct from (new.name, new.post, new.department_id, new.standing, new.may_review))
  execute function note_officer_change();

-- Cases that nobody handles yet wait for who registered them.
create index case_board_unassigned on case_board (agency_id, case_id) where handler_ids = '{}';
