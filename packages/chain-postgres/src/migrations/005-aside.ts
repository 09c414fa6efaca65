/** Signals at which judging fails: they hold up nobody, and nobody forgets them. */
export const aside = `
create table mvcrs.signal_aside (
  id uuid primary key,
  shard smallint not null,
  kind char(1) not null,
  once boolean not null,
  sender text not null,
  arrived timestamptz not null,
  body text not null,
  -- What judging said, and when.
  problem text not null,
  since timestamptz not null default clock_timestamp(),
  -- A person's decision that it is not judged; it stays here.
  dropped timestamptz,
  dropped_by text,
  dropped_why text
);
`;
