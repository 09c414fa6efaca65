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
create table mvcrs.entry (
  seq bigint primary key,
  -- Where the line begins in a file of all lines.
  at bigint not null,
  -- Of the subtrees that the entry completes, the leaf first.
  hashes bytea not null,
  -- Without its newline.
  line bytea not null
);
`;
