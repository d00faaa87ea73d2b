-- Numbers of cases without gaps, indexes of the lists, and which bodies are there for demonstration only.
-- Phase: expand (first release).
-- Source: none of its own.

set local lock_timeout = '2s';
set local statement_timeout = '60s';

-- The row is locked from giving a number to the commit of the case that got it: no gap, and no other case waits.
create table case_number (
  agency_id uuid not null,
  year      int  not null check (year between 1 and 9999),
  last      int  not null check (last >= 1),
  primary key (agency_id, year)
) with (fillfactor = 50);

comment on table case_number is
  'The last number given to a case of a body in a year; taken in the transaction that opens the case.';

-- Neither column changes in the life of most events, so that an update of a case touches no index.
create index case_file_by_department on case_file (agency_id, department_id, opened_at desc, case_id desc);
create index case_file_by_handler on case_file using gin (handler_ids);

create table demonstration_body (
  agency_id uuid not null primary key
);

comment on table demonstration_body is
  'Bodies that exist for demonstration. Only their cases may be played at past days, and only in demonstration mode.';
