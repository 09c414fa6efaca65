import type { MvcrsEvent } from "@mvcrs/escalation";
import { applyEvent, emptyState } from "@mvcrs/escalation";
import { memoryFiles } from "@mvcrs/files/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { historyOf, type Step, steps } from "../../escalation/test/support/history.ts";
import { compact } from "../src/compact.ts";
import { emptySnapshot, type Folding, type Snapshot, step } from "../src/format/step.ts";
import { filesOf, world } from "./support/world.ts";

const choices = (min: number, max: number) =>
  fc.array(fc.record({ step: fc.constantFrom<Step>(...steps), pick: fc.nat(60) }), {
    minLength: min,
    maxLength: max,
  });

/** The same, with somebody told of every end: at once, and long after. */
function withNotices(events: readonly MvcrsEvent[]): MvcrsEvent[] {
  const ends = events.filter(({ type }) => type === "challenge.resolved");
  const told = (event: MvcrsEvent, late: boolean): MvcrsEvent[] => {
    if (event.type !== "challenge.resolved") return [];
    const { id: about_id, challenge_id, at } = event;
    const id = `${about_id.slice(0, -1)}${late ? "e" : "f"}`;
    const of = { channel: "ops", kind: "webhook", about: 0, about_id, challenge_id, attempts: 1 } as const;
    return [{ type: "notice.ended", id, at, actor: "mvcrs", outcome: "delivered", notice: id, ...of }];
  };
  return [
    ...events.flatMap((event) => [event, ...told(event, false)]),
    ...ends.slice(0, 40).flatMap((event) => told(event, true)),
  ];
}

it("makes the same files a few entries at a time, killed and started again, as all at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      choices(700, 1400),
      fc.array(
        fc.record({ size: fc.integer({ min: 1, max: 500 }), how: fc.constantFrom("save", "kill", "half") }),
        {
          minLength: 4,
          maxLength: 8,
        },
      ),
      async (of, parts) => {
        const events = withNotices(historyOf(of));
        const { append, open } = await world();
        const [folder, fresh] = [memoryFiles(), memoryFiles()];
        let portal = open(folder);
        let done = 0;
        for (const { size, how } of parts) {
          await append(events.slice(done, done + size));
          done += size;
          await portal.update();
          if (how === "save") await portal.save();
          // Files were written and what says so was not, or nothing was.
          if (how === "half") await portal.flushFiles();
          if (how !== "save") portal = open(folder);
        }
        await append(events.slice(done));
        await portal.update();
        await portal.save();
        const whole = open(fresh);
        await whole.update();
        await whole.save();
        expect(filesOf(folder)).toEqual(filesOf(fresh));
        // Each end's notice is with its challenge, though that was closed before.
        const ended = events.flatMap(({ type }, seq) => (type === "notice.ended" ? [seq] : []));
        const chunks = Object.entries(filesOf(fresh)).filter(([path]) => path.includes("/challenges/"));
        const rows = chunks.flatMap(([, text]) => JSON.parse(text).challenges as { entries: number[] }[]);
        const listed = new Set(rows.flatMap(({ entries }) => entries));
        expect(ended.filter((seq) => !listed.has(seq))).toEqual([]);
      },
    ),
    // Shrinking a history of a thousand entries takes hours and helps nobody.
    { numRuns: 8, endOnFailure: true },
  );
});

it("goes on from what was saved, entry by entry, and never begins again", async () => {
  await fc.assert(
    fc.asyncProperty(choices(2, 16), async (of) => {
      const { append, open } = await world();
      const [folder, fresh] = [memoryFiles(), memoryFiles()];
      for (const [seq, event] of historyOf(of).entries()) {
        await append([event]);
        const portal = open(folder);
        expect(await portal.update()).toMatchObject({ count: seq + 1, from: seq, rebuilt: seq === 0 });
        await portal.save();
      }
      const whole = open(fresh);
      await whole.update();
      await whole.save();
      expect(filesOf(folder)).toEqual(filesOf(fresh));
    }),
    { numRuns: 12 },
  );
});

it("folds lines of the timeline into what the events fold into", () => {
  fc.assert(
    fc.property(choices(1, 120), (of) => {
      const folding: Folding = { snapshot: emptySnapshot(), open: new Map() };
      const state = emptyState();
      for (const [seq, event] of historyOf(of).entries()) {
        step(folding, compact(event, seq, folding.open));
        applyEvent(state, event, seq);
        expect(shown(folding)).toEqual(expected(state));
      }
    }),
    { numRuns: 60 },
  );
});

const shown = ({ snapshot, open }: Folding) => ({
  ...pick(snapshot),
  lock: snapshot.lock?.id ?? null,
  rows: [...open.values()].map((row) => [
    ...[row.id, row.level, row.status, row.overdue_since, row.observations, row.value, row.pattern],
    ...[row.level_since, row.acknowledged_at, row.acknowledged_by, row.deviation],
  ]),
});

const pick = ({ count, last_at, open, totals, overdue, mutes, closed }: Omit<Snapshot, "worst">) => ({
  ...{ count, last_at, open, totals, overdue },
  mutes: Object.fromEntries(mutes),
  closed: { remediated: 0, rejected: 0, superseded: 0, cleared: 0, ...closed },
});

function expected(state: ReturnType<typeof emptyState>) {
  const rows = [...state.challenges.values()].filter(({ status }) => status !== "resolved");
  const open = { soft: 0, material: 0, critical: 0 };
  for (const { level } of rows) open[level] += 1;
  return {
    ...{ count: state.count, last_at: state.lastAt, open, totals: state.totals },
    overdue: rows.filter(({ overdueSince }) => overdueSince !== null).length,
    mutes: Object.fromEntries(Array.from(state.mutes.values(), ({ metric, until }) => [metric, until])),
    closed: state.resolvedAs,
    lock: state.lock?.id ?? null,
    rows: rows.map((row) => [
      ...[row.id, row.level, row.status, row.overdueSince, row.observations, row.value, row.pattern],
      ...[row.levelSince, row.acknowledgedAt, row.acknowledgedBy, row.deviation],
    ]),
  };
}

it("makes everything again where the log is another, and where the files are damaged or gone", async () => {
  const picks = Array.from({ length: 700 }, (_, n) => ({ step: steps[n % 7] ?? "raise", pick: n % 61 }));
  const events: readonly MvcrsEvent[] = historyOf(picks);
  const folder = memoryFiles();
  const one = await world();
  await one.append(events);
  const first = one.open(folder);
  expect(await first.update()).toMatchObject({ count: 700, from: 0, rebuilt: true });
  await first.save();
  const made = filesOf(folder);
  expect(await one.open(folder).update()).toMatchObject({ from: 700, rebuilt: false });

  // The same folder for a log that begins otherwise and is shorter.
  const other = await world();
  const fewer = historyOf(picks.slice(3, 100));
  await other.append(fewer);
  const second = other.open(folder);
  expect(await second.update()).toMatchObject({ count: 97, from: 0, rebuilt: true });
  await second.save();
  const fresh = memoryFiles();
  const whole = other.open(fresh);
  await whole.update();
  await whole.save();
  expect(filesOf(folder)).toEqual(filesOf(fresh));

  for (const path of [
    "data/state.json",
    "data/timeline/1.json",
    "data/challenges/0.json",
    "data/series/0.json",
  ]) {
    const third = one.open(folder);
    await third.update();
    await third.save();
    await folder.remove(`/portal/${path}`);
    await one.append(events.slice(0, 1).map((event) => ({ ...event, id: crypto.randomUUID() })));
    const again = one.open(folder);
    expect(await again.update()).toMatchObject({ from: 0, rebuilt: true });
    await again.save();
    expect(Object.keys(filesOf(folder))).toEqual(expect.arrayContaining([`/portal/${path}`]));
  }
  expect(Object.keys(made)).toContain("/portal/data/timeline/1.json");
});
