/** What processes of several hosts share beside the log. */
export const root = `
-- Where the log went that was here; nobody writes to it any more.
alter table mvcrs.head add column moved_to text;
-- What one process at a time does, by its name.
create table mvcrs.lease (
  name text primary key,
  holder text not null,
  epoch bigint not null default 1,
  until timestamptz not null
);
-- The last checkpoint that was signed, for every host.
create table mvcrs.checkpoint (
  one boolean primary key default true check (one),
  size bigint not null,
  note text not null
);
`;
