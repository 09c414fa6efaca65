import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeProcesses } from "@mvcrs/files/lock";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { executePlan, planParams, planPause } from "../src/index.ts";
import { isPausing, lockAccount } from "../src/internal/execute/account-lock.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld, send } from "./support/worlds.ts";

const file = anvilWith(ownWorld);
const [owner] = accounts;
const lockFile = (folder: string) => join(folder, `31337-${owner}.lock`);
const holderLike = (changes: object) =>
  JSON.stringify({ ...nodeProcesses().self, token: "t", at: "2026-11-22T00:00:00.000Z", ...changes });

it("keeps a second operation out, and tells a dead holder by boot and start time, not by its number", async () => {
  const folder = tempRoot();
  const unlock = await lockAccount(folder, "31337", owner, "any");
  expect(await errorCode(() => lockAccount(folder, "31337", owner, "any"))).toBe("OPERATION_RUNNING");
  await unlock();
  // Killed in a container and started again there: the same process number, another process.
  for (const changes of [{ start: "1" }, { boot: "another" }]) {
    writeFileSync(lockFile(folder), holderLike(changes));
    await (await lockAccount(folder, "31337", owner, "any"))();
  }
  writeFileSync(lockFile(folder), holderLike({ host: "elsewhere" }));
  expect(await errorCode(() => lockAccount(folder, "31337", owner, "any"))).toBe("OPERATION_RUNNING");
  // What an earlier version wrote says nothing of boot and start, and a crash leaves half a file.
  for (const text of ['{"pid":1,"host":"elsewhere","id":"x"}', '{"pi']) {
    writeFileSync(lockFile(folder), text);
    await (await lockAccount(folder, "31337", owner, "any"))();
  }
});

it("keeps a program's pause out beside another pause, and a person's from nothing", async () => {
  const folder = tempRoot();
  const options = { rpc: file.anvil.rpc, now: () => 0 };
  const plan = () => planPause({ arena: file.world.at.arena }, options);
  const pause = async (kind: "human" | "autonomous") => {
    const caller = { actor: "on-call", kind };
    const { options: run } = operator(file.anvil.rpc, { journalFolder: folder, caller });
    return (await executePlan(await plan(), run)).verification.ok;
  };
  // One that hangs, and one that died on a host of another name, as a container has a new one each time.
  const unlock = await lockAccount(folder, "31337", owner, "pause");
  expect(await errorCode(() => pause("autonomous"))).toBe("OPERATION_RUNNING");
  expect(await pause("human")).toBe(true);
  await send(file.world.arena, "unpause");
  await unlock();
  writeFileSync(lockFile(folder).replace(".lock", ".pause.lock"), holderLike({ host: "elsewhere" }));
  expect(await pause("human")).toBe(true);
});

it("lets a pause in beside anything, and nothing else sign meanwhile", async () => {
  const folder = tempRoot();
  const unlock = await lockAccount(folder, "31337", owner, "any");
  const unpause = await lockAccount(folder, "31337", owner, "pause");
  expect(await isPausing(folder, "31337", owner)).toBe(true);
  await unlock();
  const { arena } = file.world.at;
  const options = { rpc: file.anvil.rpc, now: () => 0 };
  const plan = await planParams({ arena, committeeSize: 2n }, options);
  const { options: run } = operator(file.anvil.rpc, { journalFolder: folder });
  expect(await errorCode(() => executePlan(plan, run))).toBe("PAUSE_GOES_FIRST");
  expect(await file.world.arena.committeeSize()).toBe(1n);
  await unpause();
  expect(await isPausing(folder, "31337", owner)).toBe(false);
  expect((await executePlan(plan, run)).verification.ok).toBe(true);
});
