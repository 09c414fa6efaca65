import { readdirSync, readFileSync } from "node:fs";
import { openLog, verifyLog } from "@mvcrs/chain";
import { nodeTextFiles, type TextFiles } from "@mvcrs/files";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  artifactPaths,
  configSchema,
  engageLock,
  type JudgingSession,
  type JudgingWriter,
  judgeInput,
  judgeStrictly,
  look,
  lookAtJudging,
  type MvcrsEvent,
  mvcrsEventSchema,
  openJudging,
  openSession,
  projectAll,
  type RunReport,
  record,
} from "../src/index.ts";
import { batches } from "./support/signals.ts";

const config = configSchema.parse({
  soft_clear_after: 2,
  metrics: { m: { target: 5, tolerance: 0.01 } },
});
/** The witnesses see the jumps, and nothing of the other excursions. */
const confirmed = (value: number): number => (value === 9 ? 9 : 5);
// Normal, a jump, normal, a small excursion, a false report, a jump again.
const values = [
  ...Array.from({ length: 24 }, (_, i) => 5 + 0.01 * Math.sin(i)),
  ...[9, 9, 9, 9],
  ...Array.from({ length: 6 }, () => 5),
  ...[5.4, 5.4],
  ...Array.from({ length: 6 }, () => 5),
  ...[1, 9, 1],
];

async function run(
  root: string,
  input = values,
  wrap: (writer: JudgingWriter) => JudgingWriter = (writer) => writer,
  files: TextFiles = nodeTextFiles,
): Promise<RunReport> {
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  const session = await openJudging({ paths: artifactPaths(root), files, clock });
  const { state, replay, saved } = session;
  const writer = wrap({
    append: (events) => session.append(events),
    save: (parts) => session.save(parts),
    project: () => session.project(),
  });
  try {
    const judged = { state, replay, saved, ...writer };
    return await judgeInput(judged, { config, batches: batches(input, confirmed), clock });
  } finally {
    await session.close();
  }
}

const log = (root: string) => readFileSync(artifactPaths(root).log, "utf8");
const isClean = async (root: string) => {
  const { log: path, meta: metaPath } = artifactPaths(root);
  return (await verifyLog({ path, metaPath })).ok;
};

it("records what the verifiers find, and adds nothing when fed the same again", async () => {
  const root = tempRoot();
  const first = await run(root);
  expect(first.appended).toBeGreaterThan(0);
  expect(first.raised.critical).toHaveLength(1);
  expect(first.trustLocks).toBe(1);
  const before = log(root);
  const second = await run(root);
  expect(second.counts).toMatchObject({ judged: 0, seen: values.length });
  expect(second).toMatchObject({ appended: 0, changed: [] });
  expect(log(root)).toBe(before);
  expect(await isClean(root)).toBe(true);
});

it("lets one session judge at a time, though it has given the log back, and others write meanwhile", async () => {
  const paths = artifactPaths(tempRoot());
  const options = { paths, files: nodeTextFiles, clock: fixedClock("2026-11-22T00:00:00.000Z") };
  const judging = await openJudging(options);
  await judging.suspend();
  const second = () => openJudging({ ...options, lockTimeoutMs: 0 });
  expect(await errorCode(second)).toBe("JUDGING_ELSEWHERE");
  await (await openSession(options)).close();
  await judging.close();
  await (await second()).close();
  expect(readdirSync(paths.stateFolder).filter((name) => name.includes(".lock"))).toEqual([]);
});

it("adds nothing either when the saved verifier state is lost", async () => {
  const root = tempRoot();
  await run(root);
  const before = log(root);
  await nodeTextFiles.remove(artifactPaths(root).verifierState);
  expect((await run(root)).appended).toBe(0);
  expect(log(root)).toBe(before);
});

it("adds what is new, and no more, when the saved verifier state is lost and another input comes", async () => {
  const [kept, lost] = [tempRoot(), tempRoot()];
  for (const root of [kept, lost]) await run(root);
  await nodeTextFiles.remove(artifactPaths(lost).verifierState);
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  for (const root of [kept, lost]) {
    const session = await openJudging({ paths: artifactPaths(root), files: nodeTextFiles, clock });
    const other = batches(values, confirmed, 5, "another");
    expect((await judgeInput(session, { config, batches: other, clock })).appended).toBeGreaterThan(0);
    await session.close();
  }
  expect(log(lost)).toBe(log(kept));
  expect(await isClean(lost)).toBe(true);
});

it("folds a long log once, and not again, when the saved verifier state is lost", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await run(root);
  const length = log(root).trimEnd().split("\n").length;
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  const options = { paths, files: nodeTextFiles, clock, savedFrom: 1 };
  const unmuted: MvcrsEvent = {
    ...{ type: "metric.unmuted", id: "0b5e7f86-4f7e-4a6c-8a7e-000000000001", at: "2026-11-22T00:00:00.000Z" },
    ...{ actor: "a", metric: "m", reason: "r" },
  };
  await record(options, () => [unmuted]);
  await nodeTextFiles.remove(paths.verifierState);
  const judged = await lookAtJudging(options);
  // Nothing was read but up to the first entry that the same signals make again.
  expect([judged.state.count, judged.replay.pending]).toEqual([0, true]);
  judged.replay.flush();
  expect([judged.state.count, judged.replay.pending]).toEqual([length + 1, false]);
  await look({ ...options, withIds: true }, ({ state }) =>
    expect({ ...judged.state, ids: null }).toEqual({ ...state, ids: null }),
  );
});

it("saves how far the log was met again, and not its end, while entries of it are still ahead", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await run(root);
  const before = log(root);
  await nodeTextFiles.remove(paths.verifierState);
  // Killed after a save in the middle of the input: what was judged again by then is all that was saved.
  let now = Date.parse("2026-11-22T00:00:00.000Z");
  const session = await openJudging({ paths, files: nodeTextFiles, clock: () => now });
  const slow = (async function* () {
    for await (const batch of batches(values.slice(0, -1), confirmed, 1)) {
      yield batch;
      now += 10_000;
    }
    throw new Error("killed");
  })();
  await expect(judgeInput(session, { config, batches: slow, clock: () => now })).rejects.toThrow("killed");
  expect(session.replay.pending).toBe(true);
  await session.close();
  const { count } = JSON.parse(readFileSync(paths.verifierState, "utf8"));
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(before.trimEnd().split("\n").length);
  expect((await run(root)).appended).toBe(0);
  expect(log(root)).toBe(before);
});

it("gives the log of one run when the input comes in two parts, cut anywhere", async () => {
  const whole = tempRoot();
  await run(whole);
  for (let cut = 1; cut < values.length; cut++) {
    const root = tempRoot();
    await run(root, values.slice(0, cut));
    await run(root);
    expect(log(root), `cut at ${cut}`).toBe(log(whole));
  }
});

it("gives the log of one run when a run dies after it appended and before it saved", async () => {
  const whole = tempRoot();
  await run(whole);
  for (let cut = 1; cut < values.length; cut++) {
    const root = tempRoot();
    await run(root, values.slice(0, 5));
    const died = run(root, values.slice(0, cut), (session) => ({
      ...session,
      save: () => Promise.reject(new Error("killed")),
    }));
    await expect(died).rejects.toThrow("killed");
    await run(root);
    expect(log(root), `killed after ${cut}`).toBe(log(whole));
  }
});

it("goes on with another input after a run that died", async () => {
  const root = tempRoot();
  await expect(
    run(root, values, (session) => ({ ...session, save: () => Promise.reject(new Error("killed")) })),
  ).rejects.toThrow("killed");
  const entries = log(root).split("\n").length;
  await run(root, [...values.slice(0, 24), 1, 1]);
  expect(log(root).split("\n").length).toBeGreaterThanOrEqual(entries);
  expect(await isClean(root)).toBe(true);
});

it("ends in the same artifacts wherever the writing of artifacts stops", async () => {
  const whole = tempRoot();
  await run(whole);
  const list = (root: string) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`)
      .sort();
  const read = (root: string) => list(root).map((name) => [name, readFileSync(`${root}${name}`, "utf8")]);
  let steps = 1;
  for (let stopAt = 1; stopAt <= steps; stopAt++) {
    const root = tempRoot();
    let step = 0;
    const count = (): void => {
      step += 1;
      if (step === stopAt) throw new Error("killed");
    };
    const dying: TextFiles = {
      ...nodeTextFiles,
      write: async (path, text) => {
        count();
        await nodeTextFiles.write(path, text);
      },
      remove: async (path) => {
        count();
        await nodeTextFiles.remove(path);
      },
    };
    await run(root, values, (session) => session, dying).catch((thrown: unknown) => {
      if (!(thrown instanceof Error) || thrown.message !== "killed") throw thrown;
    });
    steps = Math.max(steps, step + (step === stopAt ? 1 : 0));
    await run(root);
    expect(read(root), `stopped at step ${stopAt}`).toEqual(read(whole));
  }
  expect(steps).toBeGreaterThan(3);
});

it("writes exactly what the log projects", async () => {
  const root = tempRoot();
  await run(root);
  const paths = artifactPaths(root);
  const files = nodeTextFiles;
  const projected = await look({ paths, files }, async (found) => {
    const all: string[] = [];
    for await (const { path, text } of projectAll({ ...found, files, paths, projectors: [] })) {
      expect(readFileSync(path, "utf8"), path).toBe(text);
      all.push(path);
    }
    return all;
  });
  expect(projected.length).toBeGreaterThan(2);
});

it("moves an asset to the archive once its challenge is closed, and fixes one left behind", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await run(root);
  const session = await openSession({ paths, files: nodeTextFiles, clock: Date.now });
  const [critical] = [...session.state.challenges.values()].filter(({ level }) => level === "critical");
  const name = `critical_challenge_${critical?.id}.json`;
  expect(readdirSync(paths.stateFolder)).toContain(name);
  const event = {
    type: "challenge.resolved" as const,
    id: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a01",
    at: "2026-11-22T01:00:00.000Z",
    actor: "alice",
    challenge_id: critical?.id ?? "",
    resolution: "remediated" as const,
    reason: "stake restored",
  };
  expect((await session.record([event])).stored).toEqual([{ seq: session.position.count - 1, event }]);
  await session.close();
  expect(readdirSync(paths.stateFolder)).not.toContain(name);
  expect(
    JSON.parse(readFileSync(`${paths.archive}/${critical?.id.slice(0, 2)}/${name}`, "utf8")),
  ).toMatchObject({
    resolution: "remediated",
  });
});

it("refuses a log that contradicts itself", async () => {
  const root = tempRoot();
  const paths = artifactPaths(root);
  await (await openSession({ paths, files: nodeTextFiles, clock: Date.now })).close();
  // Past the session, which would refuse it.
  const { log: path, meta: metaPath } = paths;
  const log = await openLog<MvcrsEvent>({ path, metaPath, schema: mvcrsEventSchema });
  await log.appendAll([
    {
      type: "challenge.acknowledged",
      id: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a01",
      at: "2026-11-22T01:00:00.000Z",
      actor: "a",
      challenge_id: "0b5e7f86-4f7e-4a6c-8a7e-0d5f2f7f0a02",
      reason: "r",
    },
  ]);
  await log.close();
  expect(await errorCode(() => openSession({ paths, files: nodeTextFiles, clock: Date.now }))).toBe(
    "LOG_INCONSISTENT",
  );
});

it("sets a torn last line aside, records it, and goes on", async () => {
  const root = tempRoot();
  await run(root);
  const paths = artifactPaths(root);
  const { appendFileSync } = await import("node:fs");
  appendFileSync(paths.log, '{"event":{"ty');
  const notices: string[] = [];
  const session = await openSession({
    paths,
    files: nodeTextFiles,
    clock: fixedClock("2026-11-22T02:00:00.000Z"),
    notice: (text) => notices.push(text),
  });
  await session.close();
  expect(notices.join()).toContain("torn");
  expect(log(root)).toContain('"type":"log.recovered"');
  expect(await isClean(root)).toBe(true);
});

describe("an input that has to be perfect", () => {
  const clock = fixedClock("2026-11-22T00:00:00.000Z");
  const strictly = async (root: string, meanwhile: () => Promise<void> = async () => {}) => {
    const options = { paths: artifactPaths(root), files: nodeTextFiles, clock };
    let session: JudgingSession | undefined;
    try {
      const judged = await lookAtJudging(options);
      return await judgeStrictly(judged, { config, batches: batches(values, confirmed), clock }, async () => {
        await meanwhile();
        session = await openJudging(options);
        return session;
      });
    } finally {
      await session?.close();
    }
  };

  it("leaves the log and the artifacts of one that is judged as it comes", async () => {
    const [strict, plain] = [tempRoot(), tempRoot()];
    const { changed: _, ...report } = await strictly(strict);
    const { changed: __, ...expected } = await run(plain);
    expect(report).toEqual(expected);
    expect(log(strict)).toBe(log(plain));
    const state = (root: string) => readFileSync(artifactPaths(root).verifierState, "utf8");
    expect(state(strict)).toBe(state(plain));
    expect((await strictly(strict)).appended).toBe(0);
  });

  it("is recorded whole or not at all where others write or judge while it is read", async () => {
    const root = tempRoot();
    const options = { paths: artifactPaths(root), files: nodeTextFiles, clock };
    const person = { actor: "alice", reason: "r", now: clock() };
    const engaging = async () => void (await record(options, (state) => [engageLock(state, person)]));
    expect(await errorCode(() => strictly(root, engaging))).toBe("LOG_MOVED_ON");
    expect(log(root).trim().split("\n")).toHaveLength(1);
    // Nothing that a run of normal signals judges is in the log; what it learnt is lost to nobody all the same.
    const normal = async () => void (await run(root, values.slice(0, 24)));
    expect(await errorCode(() => strictly(root, normal))).toBe("LOG_MOVED_ON");
    expect(log(root).trim().split("\n")).toHaveLength(1);
    await strictly(root);
    expect(log(root).trim().split("\n").length).toBeGreaterThan(1);
  });
});
