/** What was acknowledged and is not in the log yet. */
export const inbox = `
-- One row for what was acknowledged at once.
create table mvcrs.inbox (
  -- The order in which it is taken: a client whose second event was sent after the first was acknowledged finds them in order.
  n bigint generated always as identity primary key,
  ids uuid[] not null,
  -- Canonical JSON, separated by newlines.
  bodies text not null,
  arrived timestamptz not null default clock_timestamp()
);
alter table mvcrs.inbox
  alter column ids set storage external,
  alter column bodies set storage external;
-- Every id that was ever acknowledged, and the row of the inbox that it came in: however late it comes again, it is known.
create table mvcrs.known (
  id uuid primary key,
  n bigint not null
);
-- What no line can be made of: whoever wrote it did not use this program.
create table mvcrs.refused (
  n bigint primary key,
  ids uuid[] not null,
  bodies text not null,
  refused timestamptz not null default clock_timestamp()
);
`;
