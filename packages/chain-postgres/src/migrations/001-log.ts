/** The log itself. What was released is never changed: its checksum stands in every database. */
export const log = `
create table mvcrs.head (
  -- One row: whoever appends updates it, and so one after the other.
  one boolean primary key default true check (one),
  log text not null,
  epoch bigint not null default 0,
  holder text,
  lease_until timestamptz not null default '-infinity',
  next bigint not null default 0,
  bytes bigint not null default 0,
  chain_hash bytea not null,
  root_hash bytea not null,
  frontier bytea not null default '',
  counters jsonb not null default '{}'
);
-- Consecutive entries that came in one batch, or a part of it.
create table mvcrs.page (
  first bigint primary key,
  -- The number after its last entry.
  next bigint not null,
  -- Where its first line begins in a file of all lines.
  at bigint not null,
  -- Where each line ends there, behind its newline.
  ends bigint[] not null,
  -- Of the subtrees that each entry completes, the leaf first, entry after entry.
  hashes bytea not null,
  -- Each with its newline.
  lines bytea not null
);
-- Parts are read without the whole, and hashes do not compress.
alter table mvcrs.page
  alter column ends set storage external,
  alter column hashes set storage external,
  alter column lines set storage external;
`;
