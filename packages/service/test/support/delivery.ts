import type { Delivery } from "../../src/index.ts";

/** A delivery of one line, under a number. */
export function delivery(number: number, text = `{"n":${number}}\n`): Delivery {
  const id = number.toString(16).padStart(32, "0");
  return { id, by: "a", at: "2026-11-22T00:00:00.000Z", signals: 1, unusable: 0, payload: Buffer.from(text) };
}
