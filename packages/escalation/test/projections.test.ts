import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import {
  artifactPaths,
  type Challenge,
  checkProjections,
  look,
  type MvcrsEvent,
  openSession,
  type Projector,
} from "../src/index.ts";
import { historyOf, steps } from "./support/history.ts";

const clock = fixedClock("2026-11-22T00:00:00.000Z");
const table: Projector = {
  path: ({ root }) => join(root, "tables", "rows.csv"),
  header: "id,ünit\n",
  row: ({ id, level, resolution, source, deviation }: Challenge) =>
    `${id},${level},${resolution ?? ""},${source},${deviation}\n`,
};
const projectors = [table];

async function record(root: string, events: readonly MvcrsEvent[], files: TextFiles = nodeTextFiles) {
  const options = { paths: artifactPaths(root), files, clock, projectors, savedFrom: 1 };
  const session = await openSession(options);
  try {
    return (await session.record(events)).changed;
  } finally {
    await session.close();
  }
}

/** What disagrees with the log, read from its start. */
const wrongIn = (root: string) => {
  const paths = artifactPaths(root);
  const files = nodeTextFiles;
  return look({ paths, files, fromStart: true }, (found) =>
    checkProjections({ ...found, files, paths, projectors }),
  );
};

const events = historyOf(
  Array.from({ length: 150 }, (_, i) => ({
    step: steps[(i * 7) % steps.length] ?? "raise",
    pick: (i * 13) % 61,
  })),
);
const chunks = Array.from({ length: 30 }, (_, i) => events.slice(5 * i, 5 * i + 5));

it("leaves after every command what the log projects, written from a state that was saved", async () => {
  const root = tempRoot();
  for (const chunk of chunks) {
    await record(root, chunk);
    expect(await wrongIn(root)).toEqual([]);
  }
  const paths = artifactPaths(root);
  const shards = readdirSync(paths.archive);
  expect(shards.length).toBeGreaterThan(3);
  for (const shard of shards)
    for (const name of readdirSync(join(paths.archive, shard))) expect(name).toContain(`_challenge_${shard}`);
});

it("writes nothing that did not change", async () => {
  const root = tempRoot();
  await record(root, events);
  await record(root, []);
  const [alert] = historyOf([{ step: "alert", pick: 1 }]);
  const paths = artifactPaths(root);
  const written: string[] = [];
  const counting: TextFiles = {
    ...nodeTextFiles,
    write: (path, text) => {
      written.push(path);
      return nodeTextFiles.write(path, text);
    },
  };
  const { id: _, ...rest } = alert ?? ({} as MvcrsEvent);
  const changed = await record(root, [{ ...rest, id: crypto.randomUUID() } as MvcrsEvent], counting);
  expect(changed).toEqual([paths.summary]);
  expect(written).toEqual([paths.summary, join(paths.folded, "state.jsonl")]);
});

it("ends in the same files wherever a command is killed while it writes", async () => {
  for (const chunk of [chunks[9] ?? [], chunks[10] ?? []]) {
    let steps = 1;
    for (let stopAt = 1; stopAt <= steps; stopAt++) {
      const root = tempRoot();
      await record(root, events.slice(0, events.indexOf(chunk[0] as MvcrsEvent)));
      let step = 0;
      const counted =
        <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
        (...args: Args) => {
          step += 1;
          if (step === stopAt) throw new Error("killed");
          return run(...args);
        };
      const { write, remove, edit } = nodeTextFiles;
      const dying = { ...nodeTextFiles, write: counted(write), remove: counted(remove), edit: counted(edit) };
      await record(root, chunk, dying).catch((thrown: unknown) => {
        if (!(thrown instanceof Error) || thrown.message !== "killed") throw thrown;
      });
      steps = Math.max(steps, step + (step === stopAt ? 1 : 0));
      await record(root, []);
      expect(await wrongIn(root), `stopped at step ${stopAt}`).toEqual([]);
    }
    expect(steps).toBeGreaterThan(4);
  }
});

it("writes a table anew that somebody else wrote to, and assets that are gone", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await record(root, historyOf(Array.from({ length: 40 }, (_, pick) => ({ step: "raise", pick }))));
  const path = table.path(paths);
  for (const spoil of [
    () => writeFileSync(path, ""),
    () => writeFileSync(path, `${readFileSync(path, "utf8")}more\n`),
    () => renameSync(path, `${path}.gone`),
  ]) {
    spoil();
    expect(await record(root, [])).toContain(path);
    expect(await wrongIn(root)).toEqual([]);
  }
  const [asset = ""] = readdirSync(paths.stateFolder).filter((name) => name.includes("_challenge_"));
  renameSync(join(paths.stateFolder, asset), join(root, asset));
  writeFileSync(join(paths.stateFolder, `critical_challenge_${crypto.randomUUID()}.json`), "{}");
  expect(await record(root, [])).toHaveLength(2);
  expect(await wrongIn(root)).toEqual([]);
});

it("leaves an archive from before where it is, and puts what is new into folders", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await record(root, events.slice(0, 100));
  const before: string[] = [];
  for (const shard of readdirSync(paths.archive))
    for (const name of readdirSync(join(paths.archive, shard))) {
      renameSync(join(paths.archive, shard, name), join(paths.archive, name));
      before.push(name);
    }
  expect(before.length).toBeGreaterThan(3);
  await nodeTextFiles.remove(join(paths.folded, "state.jsonl"));
  expect(await record(root, [])).toEqual([]);
  await record(root, events.slice(100));
  expect(await wrongIn(root)).toEqual([]);
  for (const name of before) expect(existsSync(join(paths.archive, name))).toBe(true);
  mkdirSync(join(paths.archive, "zz"));
  writeFileSync(join(paths.archive, "zz", before[0] ?? ""), "");
  expect(await wrongIn(root)).toEqual([]);
});
