import { createHash } from "node:crypto";

export const perBatch = 1_000;

/** The events of one batch, each with an id that is derived from it. */
export const batchOf = (batch: number) =>
  Array.from({ length: perBatch }, (_, i) => {
    const event = { at: batch, metric: `node${i}.load`, source: "collector", value: 100 + (i % 7) };
    return { id: uuidOf(`${batch}/${i}`), event };
  });

function uuidOf(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex");
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
