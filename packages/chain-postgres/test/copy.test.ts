import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { copyStore, exportTiles, fileStore, signLogCheckpoint, verifyLog } from "@mvcrs/chain";
import { verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresStore } from "../src/index.ts";
import { madeLog, numbered, origin } from "./support/made-log.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

it("moves a log from a file to PostgreSQL and back: the same root, and its checkpoints hold", async () => {
  const root = tempRoot();
  const path = join(root, "before.jsonl");
  await using before = fileStore({ path });
  const counterKeys = () => ["all"];
  const log = await before.open<{ n: number }>({ counterKeys });
  await log.appendAll(numbered(0, 2_500));
  const signer = fixedSigner();
  const checkpoint = await signLogCheckpoint({
    log,
    signer,
    origin,
    statePath: join(root, "before.checkpoint"),
  });
  const head = log.head();
  await log.close();

  await using database = postgresStore(await madeLog(await databases.create()));
  const progress: number[] = [];
  const copied = await copyStore({
    ...{ from: before, to: database, counterKeys, onProgress: (count: number) => progress.push(count) },
  });
  expect(copied).toEqual({ count: 2_500, rootHash: head.rootHash, copied: 2_500 });
  expect(progress).toEqual([2_500]);
  const reader = await database.read();
  expect(await reader.head()).toEqual(head);
  await reader.close();
  const [ofFile, ofDatabase] = ["file", "database"].map((name) => join(root, name));
  const how = { checkpoint, verifierKeys: [verifierOf(signer)] };
  const exported = await exportTiles({ ...how, path, dir: ofFile ?? "" });
  expect(await exportTiles({ ...how, from: database, dir: ofDatabase ?? "" })).toEqual(exported);
  const published = readdirSync(ofFile ?? "", { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(relative(ofFile ?? "", file.parentPath), file.name));
  expect(published).toContain(join("tile", "entries", "009.p", "196"));
  for (const file of published)
    expect(readFileSync(join(ofDatabase ?? "", file))).toEqual(readFileSync(join(ofFile ?? "", file)));

  // It goes on there, and comes back with what was added.
  const there = await database.open<{ n: number }>({ counterKeys });
  await there.append({ n: 2_500 });
  const grown = there.head();
  await there.close();
  const back = join(root, "back.jsonl");
  await using after = fileStore({ path: back });
  await copyStore({ from: database, to: after, counterKeys });
  const verifierKeys = [verifierOf(signer)];
  const report = await verifyLog({ path: back, checkpoint, verifierKeys });
  expect(report).toMatchObject({ ok: true, count: 2_501, rootHash: grown.rootHash });
  // Again, into the first one, which holds its beginning: only what is new.
  expect(await copyStore({ from: database, to: before, counterKeys })).toMatchObject({
    count: 2_501,
    copied: 1,
  });
});

it("copies into no other log, and into none that is further on", async () => {
  await using one = postgresStore(await madeLog(await databases.create()));
  await using other = fileStore({ path: join(tempRoot(), "other.jsonl") });
  const log = await one.open<{ n: number }>();
  await log.appendAll(numbered(0, 3));
  await log.close();
  const longer = await other.open<{ n: number }>();
  await longer.appendAll(numbered(0, 5));
  await longer.close();
  expect(await errorCode(() => copyStore({ from: one, to: other }))).toBe("COPY_DIVERGES");
  const more = await one.open<{ n: number }>();
  await more.appendAll(numbered(10, 15));
  await more.close();
  expect(await errorCode(() => copyStore({ from: one, to: other }))).toBe("COPY_DIVERGES");
  const reader = await other.read();
  expect((await reader.head()).count).toBe(5);
});
