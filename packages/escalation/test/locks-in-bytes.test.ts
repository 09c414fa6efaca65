import { replaceFile } from "@mvcrs/files";
import { memoryFiles } from "@mvcrs/files/testing";
import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { locksInBytes } from "../src/ledger/folded/locks-in-bytes.ts";

const piece = 64 * 1024;
const lineOf = (seq: number, event: object): string => `${JSON.stringify({ event, prev: "", seq })}\n`;
const engaged = { marker: "MVCRS_TRUST_LOCK", reason: "r", type: "trust_lock.engaged" };

async function found(text: string | null): Promise<number[]> {
  const disk = memoryFiles();
  if (text !== null) await replaceFile(disk, "/log.jsonl", new TextEncoder().encode(text));
  const seqs: number[] = [];
  for await (const seq of locksInBytes(disk, "/log.jsonl")) seqs.push(seq);
  return seqs;
}

/** A line of so many bytes. */
const filler = (bytes: number): string => {
  const line = (reason: string) => lineOf(0, { reason, type: "metric.unmuted" });
  return line("x".repeat(bytes - line("").length));
};

it("finds each lock wherever its line lies between the pieces that are read", async () => {
  const lock = lineOf(7, engaged);
  const line = filler(20_000);
  const before = line.repeat(Math.floor(piece / 20_000) - 1);
  for (const shift of [-2, -1, 0, 1, 2, 20, 40, lock.length - 1, lock.length, lock.length + 1]) {
    const last = piece - Buffer.byteLength(before) - shift;
    const text = `${before}${filler(last)}${lock}${line.repeat(40)}${lineOf(9, engaged)}`;
    expect(await found(text), String(shift)).toEqual([7, 9]);
  }
});

it("takes nothing for a lock that only speaks of one, nor half a line", async () => {
  const talk = lineOf(1, { reason: 'MVCRS_TRUST_LOCK "type":"trust_lock.engaged"', type: "metric.unmuted" });
  const nested = lineOf(2, { detail: engaged, type: "drill.completed" });
  const whole = lineOf(3, engaged);
  expect(await found(talk + nested + whole + lineOf(4, engaged).slice(0, -1))).toEqual([3]);
  expect(await found("")).toEqual([]);
  expect(await found("MVCRS_TRUST_LOCK\n".repeat(3))).toEqual([]);
  // Not lines at all, and longer than a piece.
  expect(await found(`${"x".repeat(2 * piece + 5)}\n${whole}`)).toEqual([3]);
});

it("says so where the log is gone", async () => {
  expect(await errorCode(() => found(null))).toBe("LOG_MISSING");
});
