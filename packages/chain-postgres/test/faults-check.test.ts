import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Acknowledged, problemsOf, type SeenHead } from "../scripts/faults/check.ts";
import { postgresStore } from "../src/index.ts";
import { madeLog } from "./support/made-log.ts";

// The checker of `scripts/faults.ts` finds what it is there to find.

let databases: TestDatabases;
let url: string;
const said: Acknowledged[] = Array.from({ length: 5 }, (_, n) => ({ client: 0, n }));
const seen: SeenHead[] = [];

beforeAll(async () => {
  databases = await testDatabases();
  const options = await madeLog(await databases.create());
  url = options.url;
  await using store = postgresStore(options);
  await using log = await store.open<Acknowledged>();
  for (const event of said) {
    await log.append(event);
    const { count, rootHash } = log.head();
    seen.push({ size: count, root: rootHash });
  }
});
afterAll(() => databases[Symbol.asyncDispose]());

const found = async (
  acknowledged: readonly (readonly Acknowledged[])[],
  heads: readonly SeenHead[] = seen,
): Promise<number> => (await problemsOf(url, acknowledged, heads)).problems.length;

it("finds nothing in a log that is right", async () => {
  expect(await problemsOf(url, [said], seen)).toEqual({ entries: 5, problems: [] });
});

it("finds what was promised and is not there, and what is out of order", async () => {
  expect(await found([[...said, { client: 0, n: 5 }]])).toBe(1);
  expect(await found([[...said].reverse()])).toBe(4);
});

it("finds a head that is no beginning of the log", async () => {
  expect(await found([said], [{ size: 3, root: seen[3]?.root ?? "" }])).toBe(1);
  expect(await found([said], [{ size: 9, root: seen[4]?.root ?? "" }])).toBe(1);
});

it.each([
  ["a changed line", "update mvcrs.page set lines = overlay(lines placing '7' from 26) where first = 2"],
  ["an entry that is gone", "delete from mvcrs.page where first = 2"],
  [
    "an entry twice",
    "insert into mvcrs.page select 5, 6, at, ends, hashes, lines from mvcrs.page where first = 4",
  ],
  ["a page that counts others", "update mvcrs.page set next = 4 where first = 2"],
  ["a head that counts others", "update mvcrs.head set next = 4"],
])("finds %s", async (_what, change) => {
  await asked(
    url,
    "create table pages as select * from mvcrs.page; create table heads as select * from mvcrs.head",
  );
  await asked(url, change);
  expect(await found([said])).toBeGreaterThan(0);
  await asked(
    url,
    `delete from mvcrs.page; insert into mvcrs.page select * from pages; drop table pages;
     delete from mvcrs.head; insert into mvcrs.head select * from heads; drop table heads`,
  );
  expect(await found([said])).toBe(0);
});
