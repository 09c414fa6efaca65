import { spawn } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { openLog, readLog } from "../src/index.ts";

const kinds = { name: "kinds", of: ({ kind }: { kind: string }) => ({ labels: [kind] }) };

/** Wakes the stream when the test says so, at once the first time. */
function byHand() {
  let told = false;
  let go = (): void => undefined;
  const wake = () => {
    told = true;
    go();
  };
  return {
    wake,
    async *changes(_path: string, signal: AbortSignal) {
      signal.addEventListener("abort", wake);
      while (!signal.aborted) {
        yield;
        if (!told)
          await new Promise<void>((resolve) => {
            go = resolve;
          });
        told = false;
      }
    },
  };
}

it("streams what is there from a number on, and then what comes, of this process and of others", async () => {
  const path = join(tempRoot(), "log.jsonl");
  const write = async (...events: number[]) => {
    await using log = await openLog<number>({ path });
    await log.appendAll(events);
  };
  await write(0, 1, 2);
  await using log = await readLog<number>({ path });
  const stop = new AbortController();
  const tail = log.tail({ from: 1, signal: stop.signal });
  const next = async () => (await tail.next()).value?.event;
  expect([await next(), await next()]).toEqual([1, 2]);
  const third = next();
  await write(3);
  expect(await third).toBe(3);
  const fourth = next();
  // By a program of its own, so that only the file system can tell.
  const program = `import { openLog } from ${JSON.stringify(import.meta.resolve("../src/index.ts"))};
    const log = await openLog({ path: ${JSON.stringify(path)} });
    await log.append(4);
    await log.close();`;
  const other = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  expect(await fourth).toBe(4);
  await new Promise((done) => other.once("close", done));
  const last = tail.next();
  stop.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

it("begins with the next entry, waits for a log that is not there yet, and picks by field", async () => {
  const path = join(tempRoot(), "log.jsonl");
  const { changes, wake } = byHand();
  await using log = await readLog<{ kind: string }>({ path, fields: kinds, changes });
  const tail = log.tail({ where: { labels: ["b"] } });
  const first = tail.next();
  await using writer = await openLog<{ kind: string }>({ path });
  await writer.appendAll([{ kind: "a" }, { kind: "b" }, { kind: "a" }]);
  // The first look saw no log; all of it is new.
  wake();
  expect((await first).value).toMatchObject({ seq: 1, event: { kind: "b" } });
  await tail.return();
});

it("says that the log was rewritten under it", async () => {
  const root = tempRoot();
  const [path, other] = [join(root, "log.jsonl"), join(root, "other.jsonl")];
  for (const [at, events] of [
    [path, [1, 2, 3]],
    [other, [1, 5, 6, 7]],
  ] as const) {
    await using log = await openLog<number>({ path: at });
    await log.appendAll(events);
  }
  for (const [last, become] of [
    [2, () => renameSync(other, path)],
    [3, () => rmSync(path)],
  ] as const) {
    const { changes, wake } = byHand();
    await using log = await readLog<number>({ path, changes });
    const tail = log.tail({ from: last });
    expect((await tail.next()).done).toBe(false);
    const next = tail.next();
    for (const file of ["log.meta.json", "log.index"]) rmSync(join(root, file), { force: true });
    become();
    wake();
    expect(await errorCode(() => next)).toBe("LOG_REWRITTEN");
  }
});
