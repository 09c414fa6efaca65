import { type DecodedBatch, decodeJsonl } from "@mvcrs/verifiers/input";
import { expect, it } from "vitest";
import { rowsOfBatches, type SharedRow } from "../src/index.ts";

const now = Date.parse("2026-11-25T00:00:00Z");
const clock = () => now;

async function decoded(text: string): Promise<DecodedBatch[]> {
  const batches: DecodedBatch[] = [];
  for await (const batch of decodeJsonl([Buffer.from(text)], { now: clock, source: "who" }))
    batches.push(batch);
  return batches;
}
const rowsOf = async (text: string, delivery?: string): Promise<readonly SharedRow[]> => {
  const make = rowsOfBatches({ sender: "me", clock });
  return (await decoded(text)).flatMap((batch) => make(batch, delivery));
};
const signal = (metric: string, day: number, more: object = {}): string =>
  `${JSON.stringify({ metric, source: "s", value: day, observedAt: `2026-11-0${day}T00:00:00.000Z`, ...more })}\n`;

it("makes a row of every signal and of every row that is none, in the order of the input", async () => {
  const witnesses = [{ source: "w", value: 1, weight: 2 }];
  const wide = '{"time":"2026-11-05T00:00:00Z","a":1,"b":{"c":true}}\n';
  const rows = await rowsOf(
    `nonsense\n${signal("m", 2, { unit: "ether", witnesses })}{"metric":7,"source":"bad"}\n${wide}${signal("m", 3)}tail`,
  );
  expect(rows.map(({ kind, key, once }) => [kind, key, once])).toEqual([
    ["p", "reports.who", true],
    ["c", "m", false],
    ["p", "reports.bad", true],
    ["c", "a", false],
    ["s", "b.c", false],
    ["c", "m", false],
    ["p", "reports.who", true],
  ]);
  const bodies = rows.map(({ body }) => JSON.parse(body));
  // Each with the time of the newest signal before it; at the front, of the first one.
  expect(
    bodies.filter(({ code }) => code !== undefined).map(({ line, observedAt }) => [line, observedAt]),
  ).toEqual([
    [1, "2026-11-02T00:00:00.000Z"],
    [3, "2026-11-02T00:00:00.000Z"],
    [6, "2026-11-05T00:00:00.000Z"],
  ]);
  const again = await decoded(
    rows
      .filter(({ once }) => !once)
      .map(({ body }) => `${body}\n`)
      .join(""),
  );
  const first = await decoded(`${signal("m", 2, { unit: "ether", witnesses })}${wide}${signal("m", 3)}`);
  expect(again.flatMap(({ signals }) => signals)).toEqual(first.flatMap(({ signals }) => signals));
});

it("gives the same ids for the same rows, and others for another sender or delivery", async () => {
  const text = `${signal("m", 2)}nonsense\n`;
  const ids = (rows: readonly SharedRow[]) => rows.map(({ id }) => id);
  expect(ids(await rowsOf(text))).toEqual(ids(await rowsOf(text)));
  const [[first, problem], [same, other]] = [ids(await rowsOf(text)), ids(await rowsOf(text, "delivery"))];
  expect(same).toBe(first);
  expect(other).not.toBe(problem);
  const [batch] = await decoded(text);
  const theirs = batch === undefined ? [] : rowsOfBatches({ sender: "they", clock })(batch);
  expect(new Set([...ids(theirs), first, problem, other]).size).toBe(5);
  for (const id of ids(theirs))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("gives a report the present where nothing has a time", async () => {
  const [row] = await rowsOf("nonsense\n");
  expect(JSON.parse(row?.body ?? "")).toMatchObject({
    observedAt: new Date(now).toISOString(),
    source: "who",
  });
});

it("calls no row clean that has a problem of its own", async () => {
  const [first] = await decoded(`${signal("m", 2)}${signal("m", 3)}`);
  const partial = { code: "CELL_NOT_A_NUMBER", line: 2, reason: "x", partial: true, before: 1 } as const;
  const make = rowsOfBatches({ sender: "me", clock });
  const kinds = (problems: DecodedBatch["problems"]) =>
    make({ ...(first as DecodedBatch), problems })
      .map(({ kind }) => kind)
      .join("");
  expect(kinds([partial])).toBe("cps");
  // A second problem of a row that gave no signal says nothing of the row after it.
  expect(kinds([{ ...partial, code: "ROW_TOO_WIDE", partial: undefined as never }, partial])).toBe("cppc");
});
