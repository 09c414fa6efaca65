import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tempRoot } from "@mvcrs/test-kit";
import { afterEach, describe, expect, it } from "vitest";
import { openLog, verifyLog } from "../src/index.ts";
import { bundleScript } from "./support/bundle-script.ts";

// As root, or where users may make namespaces of their own; each child is process 1 of its own.
const ways = [
  ["--pid", "--fork", "--mount-proc", "--kill-child"],
  ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "--kill-child"],
];
const way = ways.find((flags) => spawnSync("unshare", [...flags, "true"]).status === 0);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

interface Holder {
  /** What it says next. */
  heard(): Promise<string>;
  /** Tells it to open the log; what came of it. */
  open(): Promise<string>;
  kill(): Promise<void>;
}

/** Starts a process in a pid namespace of its own, with the same host name as everybody. */
async function holder(script: string, path: string, flags: readonly string[]): Promise<Holder> {
  const child = spawn("unshare", [...flags, process.execPath, script, path], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  if (child.stdout === null || child.stdin === null) throw new Error("no pipes");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const heard = async () => String((await lines.next()).value);
  expect(await heard()).toBe("ready 1");
  return {
    heard,
    async open() {
      child.stdin?.write("open\n");
      return heard();
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

// Only Linux has pid namespaces, and not every machine lets a test make one.
describe.skipIf(way === undefined)("two pid namespaces with one host name", () => {
  const flags = way ?? [];

  it.each([
    ["a short path", "state"],
    ["a path too long for a socket", `state/${"deep".repeat(30)}`],
  ])("have one writer of a log between them, and see when it dies (%s)", async (_, folder) => {
    const root = tempRoot();
    const script = await bundleScript("holder.ts", root);
    mkdirSync(join(root, folder), { recursive: true });
    const path = join(root, folder, "events.jsonl");
    const [first, second] = [await holder(script, path, flags), await holder(script, path, flags)];
    expect(await first.open()).toBe("open");
    expect(await second.open()).toBe("LOG_LOCKED");
    await expect(openLog({ path })).rejects.toMatchObject({ code: "LOG_LOCKED" });
    await first.kill();
    expect(await second.open()).toBe("open");
    await expect(openLog({ path })).rejects.toMatchObject({ code: "LOG_LOCKED" });
    await second.kill();
    const log = await openLog<{ pid: number }>({ path });
    expect(log.head().count).toBe(2);
    await log.close();
    expect((await verifyLog({ path })).ok).toBe(true);
    expect(readdirSync(join(root, folder)).filter((name) => /lock|tmp|sock/.test(name))).toEqual([]);
  });

  it("never both get a lock that they reach for at the same moment", async () => {
    const root = tempRoot();
    const script = await bundleScript("holder.ts", root);
    const path = join(root, "events.jsonl");
    for (let round = 0; round < 5; round++) {
      const pair = await Promise.all([holder(script, path, flags), holder(script, path, flags)]);
      const said = await Promise.all(pair.map((one) => one.open()));
      expect(said.sort()).toEqual(["LOG_LOCKED", "open"]);
      await Promise.all(pair.map((one) => one.kill()));
    }
    expect(await verifyLog({ path })).toMatchObject({ ok: true, count: 5 });
  });
});
