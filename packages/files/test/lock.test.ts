import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { type LockHolder, nodeProcesses, takeLock } from "../src/lock.ts";
import { type FakeProcesses, fakeProcesses, type MemoryFiles, memoryFiles } from "../src/testing.ts";

const path = "/log.lock";
const clock = () => 0;
const never = () => Promise.reject(new Error("nothing to wait for"));
const take = (
  files: MemoryFiles,
  processes: FakeProcesses,
  timeoutMs = 0,
  wait: (ms: number) => Promise<unknown> = never,
) => takeLock({ path, what: "the log", files, processes, clock, wait, timeoutMs });

describe("the lock", () => {
  it("keeps a second writer out until it is given back", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    const lock = await take(files, processes);
    expect(await errorCode(() => take(files, processes.as(2)))).toBe("LOCK_HELD");
    await lock.release();
    expect(files.names()).toEqual([]);
    await take(files, processes.as(2));
  });

  it("of a dead process is taken over, and by one of many only", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    processes.kill(1);
    const others = Array.from({ length: 20 }, (_, i) => take(files, processes.as(i + 2)));
    const results = await Promise.allSettled(others);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is taken over even when the one taking it over died halfway", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    processes.kill(1);
    // Process 2 dies after it has claimed the stale lock and before it has removed it.
    const dying: MemoryFiles = {
      ...files,
      remove: (name) => (name === path ? new Promise(() => {}) : files.remove(name)),
    };
    void take(dying, processes.as(2));
    await new Promise((resolve) => setImmediate(resolve));
    expect(files.names().some((name) => name.includes(".claim-"))).toBe(true);
    // While it lives, the stale lock is its to remove, and nobody else's.
    expect(await errorCode(() => take(files, processes.as(3)))).toBe("LOCK_HELD");
    processes.kill(2);
    await take(files, processes.as(3));
    expect(await errorCode(() => take(files, processes.as(4)))).toBe("LOCK_HELD");
  });

  it("is left alone by one who looked at the stale lock, was slow, and finds a new one in its place", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    processes.kill(1);
    let overtaken = false;
    const slow: MemoryFiles = {
      ...files,
      async link(from, to) {
        if (to.includes(".claim-") && !overtaken) {
          overtaken = true;
          await take(files, processes.as(3));
        }
        return files.link(from, to);
      },
    };
    expect(await errorCode(() => take(slow, processes.as(2)))).toBe("LOCK_HELD");
    expect(overtaken).toBe(true);
    expect(await errorCode(() => take(files, processes.as(4)))).toBe("LOCK_HELD");
  });

  it("that a crash of the machine left unreadable is taken over", async () => {
    const files = memoryFiles();
    await (await files.open(path, "exclusive")).close();
    await take(files, fakeProcesses(1));
  });

  it("is waited for as long as asked, and no longer", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    const lock = await take(files, processes);
    let waited = 0;
    const patient = take(files, processes.as(2), 1_000, async (ms) => {
      waited += ms;
      if (waited >= 100) await lock.release();
    });
    await patient;
    expect(waited).toBe(100);
    let pauses = 0;
    const code = await errorCode(() =>
      take(files, processes.as(3), 60, async (ms) => {
        pauses += ms;
      }),
    );
    expect([code, pauses]).toEqual(["LOCK_HELD", 60]);
  });

  it("leaves nothing behind when a process dies while it waits", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    const seen: string[][] = [];
    const code = await errorCode(() =>
      take(files, processes.as(2), 50, async () => {
        seen.push(files.names());
      }),
    );
    expect([code, seen]).toEqual(["LOCK_HELD", [[path], [path]]]);
  });

  it("given away by hand is not taken from its new owner", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    const lock = await take(files, processes);
    await files.remove(path);
    await take(files, processes.as(2));
    await lock.release();
    expect(files.names()).toEqual([path]);
  });
});

describe("the error of a lock that is held", () => {
  it("names what is locked and by whom, or is the caller's own", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    const options = { path, files, processes: processes.as(2), clock, wait: never, timeoutMs: 0 };
    const holder = { path, pid: 1, host: "test", since: "1970-01-01T00:00:00.000Z" };
    await expect(takeLock({ ...options, what: "the outbox" })).rejects.toMatchObject({
      code: "LOCK_HELD",
      details: { what: "the outbox", ...holder },
    });
    const own = new Error("mine");
    const told: LockHolder[] = [];
    const what = (held: LockHolder) => {
      told.push(held);
      return own;
    };
    await expect(takeLock({ ...options, what })).rejects.toBe(own);
    expect(told).toEqual([holder]);
  });
});

describe("the lock of another pid namespace", () => {
  const elsewhere = "pid:[2]";

  it("is respected while its process lives, though the number means nothing here", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    const lock = await take(files, processes);
    expect(await errorCode(() => take(files, processes.as(1, elsewhere)))).toBe("LOCK_HELD");
    await lock.release();
    await take(files, processes.as(1, elsewhere));
    expect(await errorCode(() => take(files, processes))).toBe("LOCK_HELD");
  });

  it("is taken over once its beacon is out, and by one of many only", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    processes.kill(1);
    const others = Array.from({ length: 20 }, (_, i) =>
      take(files, processes.as(1 + (i % 3), `pid:[${i + 2}]`)),
    );
    const results = await Promise.allSettled(others);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("without a beacon, or with one that is gone, is left to a person", async () => {
    for (const beacons of [
      undefined,
      { light: async () => undefined, ask: async () => "out" as const },
      { light: async () => ({ putOut: async () => undefined }), ask: async () => "gone" as const },
      { light: async () => ({ putOut: async () => undefined }), ask: async () => "unknown" as const },
    ]) {
      const files = memoryFiles();
      const processes = fakeProcesses(1);
      await take(files, { ...processes, beacons });
      processes.kill(1);
      expect(await errorCode(() => take(files, { ...processes.as(1, elsewhere), beacons }))).toBe(
        "LOCK_HELD",
      );
      await files.remove(path);
      await take(files, { ...processes.as(1, elsewhere), beacons });
    }
  });

  it("of a version that told no namespace is left to a person on Linux", () => {
    const { self, isAlive } = nodeProcesses();
    const old = { ...self, namespace: "", pid: 2 ** 22 + 1 };
    expect(isAlive(old)).toBe(process.platform === "linux" ? undefined : false);
  });
});

describe("a copy of a lock", () => {
  it("is none: its holder holds the lock of the original", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    await take(files, processes);
    const copy = await files.open("/copy/log.lock", "exclusive");
    await copy.write(files.contents(path) ?? new Uint8Array(0), 0);
    const options = {
      path: "/copy/log.lock",
      what: "the copy",
      files,
      processes: processes.as(2),
      clock,
      wait: never,
    };
    const lock = await takeLock({ ...options, timeoutMs: 0 });
    expect(await errorCode(() => take(files, processes.as(2)))).toBe("LOCK_HELD");
    await lock.release();
    expect(files.names()).toEqual([path]);
  });
});

describe("what killed processes left beside a lock", () => {
  it("is swept by the next holder; what belongs to the living is not", async () => {
    const files = memoryFiles();
    const processes = fakeProcesses(1);
    const dying: MemoryFiles = { ...files, link: () => new Promise(() => {}) };
    void take(dying, processes.as(7));
    void take(dying, processes.as(8));
    await new Promise((resolve) => setImmediate(resolve));
    await (
      await files.open(`${path}.${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}.tmp`, "exclusive")
    ).close();
    expect(files.names()).toHaveLength(3);
    processes.kill(7);
    await take(files, processes.as(2));
    expect(files.names().filter((name) => name !== path)).toHaveLength(1);
  });

  it("may be swept from under one that comes just then, who tries again", async () => {
    const files = memoryFiles();
    let swept = false;
    const robbed: MemoryFiles = {
      ...files,
      async link(from, to) {
        if (!swept) await files.remove(from);
        swept = true;
        return files.link(from, to);
      },
    };
    await take(robbed, fakeProcesses(1));
    expect(files.names()).toEqual([path]);
  });
});

describe("the processes of this machine", () => {
  it("tells itself, the dead, the reborn and the foreign apart", () => {
    const { self, isAlive } = nodeProcesses();
    expect(isAlive(self)).toBe(true);
    expect(isAlive({ ...self, pid: 2 ** 22 + 1 })).toBe(false);
    expect(isAlive({ ...self, boot: "another boot" })).toBe(false);
    const gone = { ...self, pid: 2 ** 22 + 1 };
    expect(isAlive({ ...gone, host: "elsewhere", boot: "another boot" })).toBe(undefined);
    if (process.platform === "linux") {
      // A process number means nothing in another namespace, and all in its own, whatever the host is called.
      expect(isAlive({ ...gone, namespace: "pid:[1]" })).toBe(undefined);
      expect(isAlive({ ...gone, host: "renamed" })).toBe(false);
    }
    if (self.start !== "") expect(isAlive({ ...self, start: "1" })).toBe(false);
  });

  // Without /proc nobody can tell a zombie from a living process.
  it.runIf(existsSync("/proc/self/stat"))("takes one that its parent never reaped for dead", async () => {
    // The shell becomes `sleep`, which knows nothing of the child that it has inherited.
    const parent = spawn("sh", ["-c", "sh -c 'echo $$' & exec sleep 1000"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const [line] = await once(parent.stdout, "data");
      const pid = Number(String(line));
      const stat = () => readFileSync(`/proc/${pid}/stat`, "utf8");
      while (!stat().includes(") Z ")) await new Promise((resolve) => setImmediate(resolve));
      const { self, isAlive } = nodeProcesses();
      const start = stat().split(" ")[21] ?? "";
      expect(isAlive({ ...self, pid, start })).toBe(false);
    } finally {
      parent.kill("SIGKILL");
    }
  });
});
