import { rmSync, writeFileSync } from "node:fs";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, fixedClock, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { assertCriterion } from "../src/incident/fix-branch.ts";
import {
  artifactPaths,
  assertRoot,
  defaultConfig,
  emptyState,
  engageLock,
  findChallenge,
  markFolder,
  openSession,
  requireLock,
} from "../src/index.ts";
import type { Challenge } from "../src/ledger/challenge.ts";
import type { MvcrsEvent } from "../src/ledger/events.ts";
import { storable } from "../src/ledger/fit-event.ts";

const clock = fixedClock("2026-11-22T00:00:00.000Z");

async function marked() {
  const paths = artifactPaths(tempRoot());
  await markFolder({ paths, files: nodeTextFiles, clock, notice: () => undefined }, defaultConfig());
  const session = await openSession({ paths, files: nodeTextFiles, clock });
  await session.record([engageLock(session.state, { actor: "a", reason: "r", now: clock() })]);
  await session.close();
  return { paths, code: () => errorCode(() => assertRoot({ paths, files: nodeTextFiles })) };
}

it("tells a root that nobody marked, one whose mark is damaged, and one whose files contradict the log", async () => {
  const { paths, code } = await marked();
  expect(await code()).toBe(undefined);
  writeFileSync(paths.mark, "{");
  expect(await code()).toBe("ROOT_MARK_UNREADABLE");
  rmSync(paths.mark);
  expect(await code()).toBe("ROOT_UNMARKED");
  const other = await marked();
  await nodeTextFiles.write(other.paths.meta, (await nodeTextFiles.read(paths.meta)) ?? "");
  expect(await other.code()).toBe("ROOT_CONTRADICTED");
});

it("tells a challenge that could be two", async () => {
  const state = emptyState();
  for (const [seq, id] of ["ab1", "ab2", "c"].entries()) {
    state.challenges.set(id, { id } as Challenge);
    state.ids.add("challenge", id, seq);
  }
  const entries = () => {
    throw new Error("every challenge is in memory");
  };
  const found = (prefix: string) => errorCode(() => findChallenge({ state, entries }, prefix));
  expect([await found("ab"), await found("x"), await found("C")]).toEqual([
    "CHALLENGE_AMBIGUOUS",
    "CHALLENGE_UNKNOWN",
    undefined,
  ]);
});

it("tells that no lock is on, and that nothing calls for a fix branch", async () => {
  expect(await errorCode(() => requireLock({ lock: null }))).toBe("NOT_LOCKED");
  expect(await errorCode(() => assertCriterion([]))).toBe("NO_CRITERION");
});

it("tells an event that no entry of the log can hold", async () => {
  const event: MvcrsEvent = {
    type: "metric.unmuted",
    id: "0f9d1c9e-3c8b-4a57-9a39-6d9f1f3b2a10",
    at: "2026-11-22T00:00:00.000Z",
    actor: "a",
    metric: "m",
    reason: "r",
  };
  expect(await errorCode(() => storable(event))).toBe(undefined);
  expect(await errorCode(() => storable({ ...event, reason: "x".repeat(70_000) }))).toBe("EVENT_UNSTORABLE");
  expect(await errorCode(() => storable({ ...event, at: "yesterday" }))).toBe("EVENT_UNSTORABLE");
});
