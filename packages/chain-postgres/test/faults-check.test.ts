import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportTiles, signLogCheckpoint } from "@mvcrs/chain";
import { formatVerifierKey, signCheckpoint, verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { asked, type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Acknowledged, problemsOf, type SeenHead } from "../scripts/faults/check.ts";
import type { Site } from "../scripts/faults/check-site.ts";
import { postgresStore } from "../src/index.ts";
import { madeLog, origin } from "./support/made-log.ts";

// The checker of `scripts/faults.ts` finds what it is there to find.

let databases: TestDatabases;
let url: string;
const root = mkdtempSync(join(tmpdir(), "mvcrs-test-"));
let site: Site;
const said: Acknowledged[] = Array.from({ length: 5 }, (_, n) => ({ client: 0, n }));
const seen: SeenHead[] = [];

beforeAll(async () => {
  databases = await testDatabases();
  const options = await madeLog(await databases.create());
  url = options.url;
  await using store = postgresStore(options);
  await using log = await store.open<Acknowledged>();
  const checkpoints: string[] = [];
  const signer = fixedSigner(origin);
  for (const event of said) {
    await log.append(event);
    const { count, rootHash } = log.head();
    seen.push({ size: count, root: rootHash });
    checkpoints.push(await signLogCheckpoint({ log, origin, signer, statePath: join(root, "signed") }));
  }
  const dir = join(root, "site");
  const verifierKeys = [verifierOf(signer)];
  await exportTiles({ from: store, dir, checkpoint: checkpoints.at(-1) ?? "", verifierKeys });
  site = { dir, checkpoints, key: formatVerifierKey(verifierOf(signer)) };
});
afterAll(() => {
  rmSync(root, { recursive: true });
  return databases[Symbol.asyncDispose]();
});

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

it("finds a checkpoint that is not of this log, not signed or older than the one before, and a changed tile", async () => {
  const problems = async (change: Partial<Site>) =>
    (await problemsOf(url, [said], seen, { ...site, ...change })).problems;
  expect(await problems({})).toEqual([]);
  const [one = "", two = ""] = site.checkpoints;
  const last = site.checkpoints.at(-1) ?? "";
  expect(await problems({ checkpoints: [two, one, last] })).toHaveLength(1);
  const unsigned = one.replace("\n1\n", "\n2\n");
  expect(await problems({ checkpoints: [unsigned, last] })).toHaveLength(2);
  const signer = fixedSigner(origin);
  const forged = signCheckpoint({ origin, size: 2n, rootHash: new Uint8Array(32), extensions: [] }, [signer]);
  expect(await problems({ checkpoints: [forged, last] })).toHaveLength(1);
  const bundle = join(site.dir, "tile", "entries", "000.p", "5");
  const bytes = readFileSync(bundle);
  writeFileSync(bundle, bytes.subarray(1));
  expect(await problems({})).toHaveLength(1);
  writeFileSync(bundle, bytes);
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
