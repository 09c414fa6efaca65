import { verifyLog } from "@mvcrs/chain";
import { nodeTextFiles } from "@mvcrs/files";
import { fixedClock, tempRoot } from "@mvcrs/test-kit";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { expect, it } from "vitest";
import {
  acknowledge,
  artifactPaths,
  checkProjections,
  configSchema,
  isOpen,
  judgeInput,
  type MvcrsEvent,
  mute,
  openJudging,
  openSession,
  pickChallenges,
  rebuildProjections,
  resolve,
  tick,
} from "../src/index.ts";

const hour = 3_600_000;
const start = Date.parse("2026-10-01T00:00:00.000Z");

/** A small seeded generator: the same month every time. */
function makeRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it("projects a month of thousands of challenges exactly as a rebuild does", async () => {
  const random = makeRandom(20_261_001);
  const root = tempRoot();
  const paths = artifactPaths(root);
  const clock = fixedClock("2026-10-01T00:00:00.000Z");
  const config = configSchema.parse({
    soft_clear_after: 1,
    metrics: { "*": { target: 5, tolerance: 0.01 } },
  });
  const metrics = Array.from({ length: 90 }, (_, i) => `m${i}`);

  for (let day = 0; day < 30; day++) {
    const judging = await openJudging({ paths, files: nodeTextFiles, clock });
    async function* batches(): AsyncGenerator<DecodedBatch> {
      for (let h = 0; h < 24; h += 2) {
        // Of the day before: nothing lies in the future of the clock.
        const time = start + (day - 1) * 24 * hour + h * hour;
        const signals = metrics.map((metric) => {
          const odd = random();
          const value = odd < 0.16 ? 5.5 : odd < 0.19 ? 6.2 : odd < 0.2 ? 9 : 5;
          const witnesses = ["a", "b", "c"].map((source) => ({ source, value: odd < 0.195 ? value : 5 }));
          return { metric, source: "s", value, observedAt: new Date(time).toISOString(), time, witnesses };
        });
        yield { signals, problems: [], rows: signals.length, bytes: 0 };
      }
    }
    await judgeInput(judging, { config, clock, batches: batches() });
    await judging.close();
    const session = await openSession({ paths, files: nodeTextFiles, clock });
    // People do a part of their work each day, in an order that the seed decides.
    const by = () => ({ actor: "alice", reason: "daily review", now: clock() });
    const work: MvcrsEvent[] = [];
    for (const challenge of [...session.state.challenges.values()].filter(isOpen)) {
      const what = random();
      if (challenge.level === "soft") continue;
      if (what < 0.4) work.push(resolve(challenge, "remediated", by()));
      else if (what < 0.6 && challenge.status === "open") work.push(acknowledge(challenge, by()));
    }
    await session.record(work);
    if (day % 7 === 0) await session.record([mute(`m${day}`, "bob", clock() + 3 * 24 * hour, by())]);
    clock.advance(24 * hour);
    await session.record(tick(session.state, clock(), 24 * hour));
    await session.close();
  }

  const session = await openSession({ paths, files: nodeTextFiles, clock });
  const overdue = await pickChallenges(session, ({ overdueSince }) => overdueSince !== null);
  expect(overdue.length).toBeGreaterThan(3000);
  expect(overdue.filter((is) => is).length).toBeGreaterThan(10);
  // Closed ones are in the log alone.
  expect(session.state.challenges.size).toBeLessThan(100);
  const options = { ...session, files: nodeTextFiles, paths, projectors: [] };
  expect(await checkProjections(options)).toEqual([]);

  // One of each kind is lost, changed, or added: the check names them, and the rebuild fixes them.
  const [shard = ""] = (await nodeTextFiles.list(paths.archive)).slice(-1);
  const [asset = ""] = (await nodeTextFiles.list(`${paths.archive}/${shard}`)).slice(-1);
  await nodeTextFiles.remove(`${paths.archive}/${shard}/${asset}`);
  await nodeTextFiles.write(paths.summary, "{}\n");
  await nodeTextFiles.write(paths.meta, "{}\n");
  await nodeTextFiles.write(`${paths.stateFolder}/${asset}`, "{}\n");
  const wrong = [
    { path: paths.summary, problem: "differs" },
    { path: `${paths.archive}/${shard}/${asset}`, problem: "missing" },
    { path: paths.meta, problem: "differs" },
    { path: `${paths.stateFolder}/${asset}`, problem: "unexpected" },
  ];
  expect(await checkProjections(options)).toEqual(wrong);
  expect(await rebuildProjections(options)).toEqual(wrong);
  expect(await checkProjections(options)).toEqual([]);
  await session.close();
  expect((await verifyLog({ path: paths.log, metaPath: paths.meta })).ok).toBe(true);
  // Every asset is synced to the disk, and each reminder writes one again: minutes on a machine that is busy.
});
