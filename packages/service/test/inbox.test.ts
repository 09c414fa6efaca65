import { fileErrors } from "@mvcrs/files";
import { faultyFiles, memoryFiles } from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { type Inbox, openInbox, serviceErrors } from "../src/index.ts";
import { delivery } from "./support/delivery.ts";

const folder = "/root/state/inbox";
const quiet = () => undefined;
const open = (files = memoryFiles(), judged = 0, notice: (text: string) => void = quiet) =>
  openInbox({ files, folder, judged, notice });

async function all(inbox: Inbox, from = 0): Promise<string[]> {
  const read: string[] = [];
  for (let place = from; ; ) {
    const { records, next } = await inbox.read(place, 100);
    if (records.length === 0) return read;
    read.push(...records.map(({ payload }) => Buffer.from(payload).toString()));
    place = next;
  }
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `{"n":${from + index}}\n`);

describe("an inbox", () => {
  it("gives back what it took, in the order taken, and after it was opened again", async () => {
    const files = memoryFiles();
    const inbox = await open(files);
    await Promise.all([0, 1, 2].map((number) => inbox.append(delivery(number))));
    await inbox.append(delivery(3));
    expect(await all(inbox)).toEqual(lines(0, 4));
    const { next } = await inbox.read(0, 1);
    await inbox.close();
    const again = await open(files);
    expect(await all(again, next)).toEqual(lines(1, 4));
    expect(again.end).toBe(inbox.end);
  });

  it("takes a delivery once, whether it is repeated at once, later or after a restart", async () => {
    const files = memoryFiles();
    const inbox = await open(files);
    const receipts = await Promise.all([inbox.append(delivery(7)), inbox.append(delivery(7))]);
    receipts.push(await inbox.append(delivery(7)));
    await inbox.close();
    const again = await open(files);
    receipts.push(await again.append(delivery(7)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await all(again)).toHaveLength(1);
  });

  it("holds every acknowledged delivery when the power fails, whatever of the rest reached the disk", async () => {
    const whole = async () => {
      const files = memoryFiles();
      const inbox = await open(files);
      const taken: number[] = [];
      await inbox.append(delivery(0));
      return { files, inbox, taken };
    };
    for (let kept = 0; kept < 400; kept += 7) {
      const { files, inbox } = await whole();
      const acknowledged: number[] = [0];
      // Those that come while the disk is busy: their sync fails, and their bytes reach it in part.
      const cut = faultyFiles(files, { operation: "sync", nth: 2, lasting: true });
      await inbox.close();
      const second = await openInbox({ files: cut, folder, judged: 0, notice: quiet });
      await Promise.all(
        [1, 2, 3].map((number) =>
          second.append(delivery(number)).then(
            () => acknowledged.push(number),
            () => undefined,
          ),
        ),
      );
      files.losePower((unsynced) => Math.min(unsynced, kept));
      const after = await open(files);
      const found = await all(after);
      for (const number of acknowledged) expect(found).toContain(`{"n":${number}}\n`);
      await after.append(delivery(9));
      expect((await all(after)).at(-1)).toBe(`{"n":9}\n`);
    }
  });

  it("refuses what the disk refuses, takes it back, and goes on when it is well again", async () => {
    const disk = memoryFiles();
    const inbox = await openInbox({
      files: faultyFiles(disk, { operation: "write", nth: 1, written: 0.5, code: "ENOSPC" }),
      folder,
      judged: 0,
      notice: quiet,
    });
    const refused = await inbox.append(delivery(1)).catch((thrown: unknown) => thrown);
    expect(fileErrors.is(refused, "FILE_FAILED")).toBe(true);
    expect([inbox.end, inbox.waiting]).toEqual([0, 0]);
    await inbox.append(delivery(1));
    expect(await all(inbox)).toEqual(lines(1, 2));
  });

  it("takes nothing more where a failed write cannot be taken back", async () => {
    const disk = memoryFiles();
    const half = faultyFiles(disk, { operation: "write", nth: 1, written: 0.5 });
    const files = faultyFiles(half, { operation: "truncate", nth: 1 });
    const inbox = await openInbox({ files, folder, judged: 0, notice: quiet });
    await expect(inbox.append(delivery(1))).rejects.toThrow();
    await expect(inbox.append(delivery(2))).rejects.toThrow();
    expect(await all(await open(disk))).toEqual([]);
  });

  it("removes the end of a delivery that was cut off without a word, and sets aside what is damaged", async () => {
    for (const damage of ["cut", "byte", "zeros"] as const) {
      const files = memoryFiles();
      const inbox = await open(files);
      for (const number of [1, 2, 3]) await inbox.append(delivery(number));
      await inbox.close();
      const [path = ""] = files.names().filter((name) => name.endsWith(".inbox"));
      const bytes = Buffer.from(files.contents(path) ?? []);
      const handle = await files.open(path, "update");
      if (damage === "cut") await handle.truncate(bytes.length - 3);
      if (damage === "byte") await handle.write(Buffer.from("x"), bytes.length - 3);
      if (damage === "zeros") await handle.write(new Uint8Array(2000), bytes.length);
      const said: string[] = [];
      const again = await open(files, 0, (text) => said.push(text));
      expect(await all(again)).toEqual(lines(1, damage === "zeros" ? 4 : 3));
      expect(said).toHaveLength(damage === "cut" ? 0 : 1);
      expect(files.names().filter((name) => name.endsWith(".damaged"))).toHaveLength(
        damage === "cut" ? 0 : 1,
      );
      await again.append(delivery(8));
      expect((await all(again)).at(-1)).toBe(`{"n":8}\n`);
    }
  });

  it("says of a delivery that is damaged while it is open which one it is", async () => {
    const files = memoryFiles();
    const inbox = await open(files);
    await inbox.append(delivery(1));
    const [path = ""] = files.names().filter((name) => name.endsWith(".inbox"));
    await (await files.open(path, "update")).write(Buffer.from("x"), inbox.end - 3);
    const thrown = await inbox.read(0, 100).catch((error: unknown) => error);
    expect(serviceErrors.is(thrown, "INBOX_DAMAGED")).toBe(true);
  });

  it("goes on behind what was judged where its files are gone", async () => {
    const inbox = await open(memoryFiles(), 5000);
    expect(inbox.end).toBe(5000);
    await inbox.append(delivery(1));
    expect(await all(inbox, 5000)).toEqual(lines(1, 2));
    expect(await all(inbox, 0)).toEqual(lines(1, 2));
  });

  it("begins a file after 32 MiB, and lets go of those that are judged but for two", async () => {
    const files = memoryFiles();
    const inbox = await open(files);
    const large = `"${"x".repeat(12 * 1024 * 1024)}"\n`;
    for (let number = 0; number < 15; number++) await inbox.append(delivery(number, large));
    const segments = () => files.names().filter((name) => name.endsWith(".inbox")).length;
    expect(segments()).toBe(5);
    await inbox.release(inbox.end);
    expect(segments()).toBe(3);
    await inbox.close();
    const again = await open(files, inbox.end);
    // Recognised still, and read from where the files begin.
    await again.append(delivery(14, large));
    expect(again.end).toBe(inbox.end);
    expect((await again.read(0, 1)).records).toHaveLength(1);
  });

  it("wakes whoever waits for more, and lets go of them when told to", async () => {
    const inbox = await open();
    const stop = new AbortController();
    const woken = inbox.beyond(0, stop.signal);
    await inbox.append(delivery(1));
    await woken;
    const ended = inbox.beyond(inbox.end, stop.signal);
    stop.abort();
    await ended;
  });
});
