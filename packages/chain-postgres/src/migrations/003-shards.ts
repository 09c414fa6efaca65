/** Signals from any number of senders, and the shards in which workers judge them. */
export const shards = `
create table mvcrs.signal (
  -- The order in which a shard's rows are taken: what a sender had acknowledged before it sent the next comes before that.
  n bigint generated always as identity primary key,
  id uuid not null unique,
  shard smallint not null check (shard between 0 and 255),
  kind char(1) not null,
  -- Its id is remembered after it was taken.
  once boolean not null default false,
  sender text not null,
  arrived timestamptz not null default clock_timestamp(),
  body text not null check (position(chr(10) in body) = 0)
);
create index signal_shard on mvcrs.signal (shard, n);
create table mvcrs.signal_once (
  id uuid primary key,
  taken timestamptz not null default clock_timestamp()
);
create table mvcrs.worker (
  id uuid primary key,
  name text not null,
  -- Until when it is taken for alive, by this server's clock.
  seen_until timestamptz not null
);
create table mvcrs.shard (
  id smallint primary key check (id between 0 and 255),
  owner uuid,
  -- Raised by whoever takes it: what an earlier owner still wants to commit names another.
  epoch bigint not null default 0,
  commits bigint not null default 0,
  -- Rows judged in it, in all.
  done bigint not null default 0,
  snapshot text
);
insert into mvcrs.shard (id) select generate_series(0, 255);
-- What changes by itself: one row for each series, so that a commit writes those that changed.
create table mvcrs.shard_part (
  shard smallint not null,
  part text not null,
  body text not null,
  primary key (shard, part)
);
-- Most of it is packed numbers: the server would spend more on pressing them than on writing them.
alter table mvcrs.shard_part alter column body set storage external;
`;
