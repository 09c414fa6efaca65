import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { openLog, readLog, signLogCheckpoint } from "../../src/index.ts";
import { verifierOf } from "../../src/note.ts";
import { signer } from "./made-log.ts";

export interface Event {
  readonly n: number;
  readonly text: string;
}

export const event = (n: number): Event => ({ n, text: `é ${n} ${"x".repeat((n * 37) % 300)}` });
export const verifierKeys = [verifierOf(signer)];

/** A log of ten segments of 50 entries and 25 entries behind them, and the same log in one file. */
export async function tenSegments() {
  const root = tempRoot();
  const path = join(root, "log.jsonl");
  const one = join(root, "one", "log.jsonl");
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => event(from + i));
  const whole = await openLog<Event>({ path: one });
  await whole.appendAll(numbers(0, 525));
  await whole.close();
  const log = await openLog<Event>({ path });
  for (let k = 0; k < 10; k++) {
    await log.appendAll(numbers(50 * k, 50 * (k + 1)));
    await log.rotate();
  }
  await log.appendAll(numbers(500, 525));
  await log.close();
  const folder = join(root, "log.segments");
  const file = (k: number, gz = false) => {
    const digits = (n: number) => String(n).padStart(12, "0");
    return join(folder, `${digits(50 * k)}-${digits(50 * k + 49)}.jsonl${gz ? ".gz" : ""}`);
  };
  const sign = async () => {
    await using reader = await readLog({ path });
    const statePath = join(root, "log.checkpoint");
    return await signLogCheckpoint({ log: reader, origin: signer.name, signer, statePath });
  };
  return { root, path, one, folder, file, sign, list: join(root, "log.segments.json") };
}

export const isNumber = (k: number) => (segment: { readonly first: number }) => segment.first === 50 * k;
