import { appendFileSync, renameSync } from "node:fs";
import type { FileLayer } from "@mvcrs/files";
import { fakeProcesses, type MemoryFiles, memoryFiles } from "@mvcrs/files/testing";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { openLog, readLog, verifyLog } from "../src/index.ts";
import { signCheckpoint, verifierOf } from "../src/note.ts";
import { codesOf, made, signer } from "./support/made-log.ts";

const verifierKeys = [verifierOf(signer)];

describe("verification while a writer is at work", () => {
  const path = "/l.jsonl";
  const clock = () => 0;

  /** A writer in the middle of a line, which goes on when it is told to. */
  async function writing() {
    const disk = memoryFiles();
    const processes = fakeProcesses(1);
    let goOn: () => void = () => undefined;
    let slow = false;
    const files: MemoryFiles = {
      ...disk,
      open: async (name, mode) => {
        const handle = await disk.open(name, mode);
        return {
          ...handle,
          async write(bytes, position) {
            if (!slow || name !== path) return handle.write(bytes, position);
            slow = false;
            await handle.write(bytes.subarray(0, 30), position);
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
            return handle.write(bytes, position);
          },
        };
      },
    };
    const log = await openLog<{ n: number }>({ path, files, processes, clock });
    await log.append({ n: 0 });
    slow = true;
    const appended = log.append({ n: 1 });
    while (slow) await new Promise((resolve) => setImmediate(resolve));
    const verify = (files: FileLayer = disk) => verifyLog({ path, files, processes: processes.as(2) });
    return { disk, processes, log, appended, goOn: () => goOn(), verify };
  }

  it("does not call the line torn that is just being written", async () => {
    const { log, appended, goOn, verify } = await writing();
    expect(await verify()).toMatchObject({ ok: true, count: 1, findings: [] });
    goOn();
    await appended;
    await log.close();
    expect(await verify()).toMatchObject({ ok: true, count: 2 });
  });

  it("nor one whose writer has finished and gone before the lock is looked at", async () => {
    const { disk, log, appended, goOn, verify } = await writing();
    const watched: FileLayer = {
      ...disk,
      open: async (name, mode) => {
        if (name === `${path}.lock`) {
          goOn();
          await appended;
          await log.close();
        }
        return disk.open(name, mode);
      },
    };
    expect(await verify(watched)).toMatchObject({ ok: true, count: 2, findings: [] });
  });

  it("calls it torn once its writer is dead", async () => {
    const { processes, verify } = await writing();
    processes.kill(1);
    expect((await verify()).findings.map(({ code }) => code)).toEqual(["TORN_TAIL"]);
  });

  it("still reports what is wrong for good, also as the log grows from look to look", async () => {
    const { disk, processes, log, appended, goOn } = await writing();
    goOn();
    await appended;
    const note = signCheckpoint(
      { origin: signer.name, size: 50n, rootHash: new Uint8Array(32), extensions: [] },
      [signer],
    );
    let n = 2;
    const growing: FileLayer = {
      ...disk,
      open: async (name, mode) => {
        if (name === `${path}.lock`) await log.append({ n: n++ });
        return disk.open(name, mode);
      },
    };
    const options = { path, files: growing, processes: processes.as(2), checkpoint: note, verifierKeys };
    expect(await codesOf(options)).toEqual(["TRUNCATED"]);
    // One entry came between the two looks.
    expect(n).toBe(3);
  });

  it("lets a reader look again before it accuses anybody", async () => {
    const { disk, processes, log, appended, goOn } = await writing();
    goOn();
    await appended;
    await log.close();
    for (const [looks, code] of [
      [1, undefined],
      [9, "LOG_LINE_NOT_CANONICAL"],
    ] as const) {
      let left: number = looks;
      const changing: FileLayer = {
        ...disk,
        open: async (name, mode) => {
          const handle = await disk.open(name, mode);
          if (name !== path) return handle;
          return {
            ...handle,
            // Half of a change: the first line is not what it was, for as many looks as are left.
            async read(target, position) {
              const length = await handle.read(target, position);
              if (position === 0 && length > 0 && left-- > 0) target[1] = 0x20;
              return length;
            },
          };
        },
      };
      await disk.remove("/l.meta.json").catch(() => undefined);
      await using reader = await readLog({ path, files: changing, processes: processes.as(2) });
      expect(await errorCode(async () => expect((await reader.head()).count).toBe(2))).toBe(code);
    }
  });

  it("lets a reader find the file that has the log's name now", async () => {
    const { path, meta } = await made(5);
    await using reader = await readLog({ path });
    expect((await reader.head()).count).toBe(5);
    const other = await made(9, "other");
    // The old file goes on to be read until it accuses somebody: the name has been another file's for long.
    appendFileSync(path, "nonsense\n");
    renameSync(other.path, path);
    renameSync(other.meta, meta);
    expect((await reader.head()).count).toBe(9);
    expect((await reader.at(8)).seq).toBe(8);
    appendFileSync(path, "nonsense\n");
    expect(await errorCode(() => reader.head())).toBe("LOG_LINE_NOT_CANONICAL");
  });
});
