import type { Entry } from "@mvcrs/chain";
import { fileErrors } from "@mvcrs/files";
import { expect, it } from "vitest";
import type { MvcrsEvent } from "../src/ledger/events.ts";
import { Rotation } from "../src/ledger/rotation.ts";

const recovered: MvcrsEvent = {
  type: "log.recovered",
  id: "00000000-0000-4000-8000-000000000000",
  at: "",
  actor: "engine",
  set_aside: "log.torn",
  bytes: 1,
  offset: 0,
};

/** A log's file that grows by appends, and a rotation of it that fails as long as the disk is full. */
function growing() {
  const file = { first: 0, bytes: 0, isFull: false, tried: 0, read: 0 };
  const days: string[] = [];
  const log = {
    get active() {
      return { first: file.first, bytes: file.bytes };
    },
    async at(seq: number): Promise<Entry<MvcrsEvent>> {
      file.read++;
      const event = { ...recovered, at: days[seq] ?? "" };
      const hash = "0".repeat(64);
      return { seq, event, prev: hash, leafHash: hash, offset: 0 };
    },
    async rotate() {
      file.tried++;
      if (file.isFull) throw fileErrors.create("FILE_FAILED", { path: "log", reason: "no space left" });
      file.first = days.length;
      file.bytes = 0;
      return [];
    },
  };
  return { file, days, log };
}

function rotated(policy: { readonly bytes: number | null; readonly daily: boolean } | null) {
  const said: string[] = [];
  const { file, days, log } = growing();
  const rotation = new Rotation(policy, (text) => said.push(text));
  const append = async (bytes: number, at = "2026-11-22T10:00:00.000Z") => {
    await rotation.beforeAppend(log, { at });
    days.push(at);
    file.bytes += bytes;
  };
  return { file, said, append };
}

it("closes the file before an append once it is as long as it may be, and never an empty one", async () => {
  const { file, append } = rotated({ bytes: 100, daily: false });
  const firsts: number[] = [];
  for (let n = 0; n < 7; n++) {
    await append(50);
    firsts.push(file.first);
  }
  expect(firsts).toEqual([0, 0, 2, 2, 4, 4, 6]);
  expect(file.read).toBe(0);
});

it("closes it before the first append of a later day, never for a time that goes back", async () => {
  const { file, append } = rotated({ bytes: null, daily: true });
  for (const at of ["2026-11-22T23:59:59.999Z", "2026-11-21T00:00:00.000Z", "2026-11-22T00:00:00.000Z"])
    await append(10, at);
  expect(file.tried).toBe(0);
  await append(10, "2026-11-23T00:00:00.000Z");
  expect([file.tried, file.first]).toEqual([1, 3]);
  await append(10, "2026-11-23T00:00:01.000Z");
  // The first entry of a file is read once.
  expect([file.tried, file.read]).toEqual([1, 2]);
});

it("leaves a rotation that failed alone until the file has grown by a tenth", async () => {
  const { file, said, append } = rotated({ bytes: 100, daily: true });
  file.isFull = true;
  for (let n = 0; n < 30; n++) await append(n === 0 ? 100 : 1);
  // At 100, 110 and 121 bytes.
  expect([file.tried, file.first, said.length]).toEqual([3, 0, 3]);
  file.isFull = false;
  for (let n = 0; n < 10; n++) await append(1);
  expect([file.tried, said.length]).toEqual([4, 3]);
  expect(file.first).toBeGreaterThan(0);
});

it("does nothing where nobody asked for it", async () => {
  const { file, append } = rotated(null);
  for (const at of ["2026-11-22T10:00:00.000Z", "2026-11-25T10:00:00.000Z"]) await append(1e9, at);
  expect(file.tried).toBe(0);
});
