/** What was acknowledged and is not in the log yet. */
export const inbox = `
-- One row for what was acknowledged at once.
create table mvcrs.inbox (
  -- The order in which it is taken: a client whose second event was sent after the first was acknowledged finds them in order.
  n bigint generated always as identity primary key,
  ids uuid[] not null,
  count int generated always as (cardinality(ids)) stored,
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
-- Adds events that were never acknowledged, each id once; returns the ids of those that are new, null for all. Nearly always all
-- are, and the row is what was sent; otherwise it is made of those that are. Ids go in by their order, so that two who send the
-- same ones wait for each other and never crosswise.
create function mvcrs.put(sent_ids uuid[], sent_bodies text) returns uuid[] language plpgsql as $$
declare
  row_n bigint;
  new_ids uuid[];
begin
  begin
    insert into mvcrs.inbox (ids, bodies) values (sent_ids, sent_bodies) returning n into row_n;
    insert into mvcrs.known (id, n) select sent.id, row_n from unnest(sent_ids) as sent (id) order by sent.id;
    return null;
  exception when unique_violation then
    row_n := nextval(pg_get_serial_sequence('mvcrs.inbox', 'n'));
  end;
  with added as (
    insert into mvcrs.known (id, n) select sent.id, row_n from unnest(sent_ids) as sent (id) order by sent.id
    on conflict do nothing returning id
  )
  select coalesce(array_agg(id), '{}') into new_ids from added;
  insert into mvcrs.inbox (n, ids, bodies) overriding system value
  select row_n, array_agg(sent.id order by sent.i), string_agg(sent.body, E'\\n' order by sent.i)
  from (
    select distinct on (id) id, body, i
    from unnest(sent_ids, string_to_array(sent_bodies, E'\\n')) with ordinality as every (id, body, i)
    join unnest(new_ids) as added (id) using (id)
    order by id, i
  ) as sent
  having count(*) > 0;
  return new_ids;
end $$;
-- What no line can be made of: whoever wrote it did not use this program.
create table mvcrs.refused (
  n bigint primary key,
  ids uuid[] not null,
  bodies text not null,
  refused timestamptz not null default clock_timestamp()
);
`;
