/** What was acknowledged and is not in the log yet. */
export const inbox = `
create table mvcrs.inbox (
  -- The order in which it is taken: a client whose second event was sent after the first was acknowledged finds them in order.
  n bigint generated always as identity primary key,
  event_id uuid not null unique,
  -- Canonical JSON.
  body text not null,
  arrived timestamptz not null default clock_timestamp()
);
-- What no line can be made of: whoever wrote it did not use this program.
create table mvcrs.refused (
  n bigint primary key,
  event_id uuid not null,
  body text not null,
  refused timestamptz not null default clock_timestamp()
);
alter table mvcrs.entry add column event_id uuid;
-- An id that comes again, however late, is known.
create unique index entry_event_id on mvcrs.entry (event_id) where event_id is not null;
`;
