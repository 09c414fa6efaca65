import { describe, expect, it } from "vitest";
import { accounts, anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { allFaults, type NamedFault } from "../../../../packages/owner-ops/test/support/faults.ts";
import { ownWorld } from "../../../../packages/owner-ops/test/support/worlds.ts";
import type { OwnerArgs, OwnerVerb } from "../../src/commands/owner/options/flags.ts";
import { operatorUnder, type Play, randomFrom, sentSince } from "./schedule.ts";

// `pnpm soak:owner` plays 1,000 schedules and every fault at every request; the suite a sample of both.
const schedules = Number(process.env["OWNER_SCHEDULES"] ?? 12);
// Where a soak goes on, so that one that found something need not begin anew.
const firstSeed = Number(process.env["OWNER_FIRST"] ?? 1);
const faultsEach =
  process.env["OWNER_FAULTS"] === "every" ? Infinity : Number(process.env["OWNER_FAULTS"] ?? 5);
const file = anvilWith(ownWorld);
const [, other, newcomer, validator] = accounts;

const operations = (): readonly { readonly verb: OwnerVerb; readonly args: OwnerArgs }[] => {
  const { arena, stakeManager, systemPause } = file.world.at;
  const all = { arena, "stake-manager": stakeManager, "system-pause": systemPause };
  return [
    { verb: "pause", args: all },
    { verb: "unpause", args: all },
    {
      verb: "set-roles",
      args: { ...all, "allow-orchestrator": [newcomer], "allow-lock-manager": [newcomer] },
    },
    {
      verb: "set-params",
      args: { arena, "stake-manager": stakeManager, "committee-size": "2", "fee-pct": "4" },
    },
    {
      verb: "slash",
      args: {
        arena,
        "system-pause": systemPause,
        round: "1",
        validator,
        amount: "5",
        recipient: other,
        reason: "moderation:block",
      },
    },
  ];
};

const request = (method: string, ...params: unknown[]) => file.anvil.rpc.request(method, params);
const blockNow = async () => Number(await request("eth_blockNumber"));

/** Plays one operation under a schedule, up to `runs` times, and holds what came of it against what must hold. */
async function playOperation(
  { verb, args }: { readonly verb: OwnerVerb; readonly args: OwnerArgs },
  plays: readonly Play[],
  mayEndIn: () => ReadonlySet<string>,
  finish: boolean,
) {
  const snapshot = await request("evm_snapshot");
  const { run, events, signed } = operatorUnder(file.anvil);
  const { arena, "stake-manager": stakeManager, "system-pause": systemPause } = operations()[0]?.args ?? {};
  const all = { arena, "stake-manager": stakeManager, "system-pause": systemPause };
  if (verb === "unpause") expect((await run("pause", all)).exitCode).toBe(0);
  const before = await blockNow();
  let code: string | undefined = "not begun";
  for (const play of plays) {
    if (code === undefined) break;
    const ran = await run(verb, args, play);
    code = ran.code;
    // The true reason: what was played, or a lost process.
    if (code !== undefined) expect([...mayEndIn(), "killed"]).toContain(code);
  }
  if (finish && code !== undefined) {
    const ran = await run(verb, args);
    expect([ran.code, ran.exitCode]).toEqual([undefined, 0]);
  }
  // Whatever is unfinished, a pause goes through.
  const paused = await run("pause", all);
  expect([paused.code, paused.exitCode]).toEqual([undefined, 0]);
  expect([await file.world.arena.paused(), await file.world.stakes.paused()]).toEqual([true, true]);
  // Nothing twice, nothing that is not in the journals, and nobody accused.
  const sent = await sentSince(file.anvil, before);
  expect(new Set(sent.map(({ call }) => call)).size).toBe(sent.length);
  expect(sent.filter(({ hash }) => !signed().has(hash))).toEqual([]);
  expect(JSON.stringify(events)).not.toContain("NONCE_TAKEN");
  await request("evm_revert", snapshot);
}

describe("owner operations under faults", () => {
  it(
    `end verified or with the true reason, and a pause always goes through: ${schedules} random schedules with kills`,
    async () => {
      for (let seed = firstSeed; seed < firstSeed + schedules; seed++) {
        const random = randomFrom(seed);
        const rate = 0.02 + random() * 0.2;
        const killRate = random() * 0.03;
        const ends = new Set<string>();
        const play: Play = (call) => {
          if (random() < killRate) return "kill";
          if (random() >= rate) return undefined;
          const fitting = allFaults.filter(({ fits }) => fits(call));
          const chosen = fitting[Math.floor(random() * fitting.length)];
          for (const code of chosen?.mayEndIn ?? []) ends.add(code);
          return chosen?.fault;
        };
        const operation = operations()[seed % 5];
        if (operation === undefined) throw new Error("no operation");
        await playOperation(operation, [play, play, play, play], () => ends, random() < 0.5).catch(
          (thrown: unknown) => {
            throw new Error(`schedule ${seed}, ${operation.verb}`, { cause: thrown });
          },
        );
      }
    },
    60_000 + schedules * 10_000,
  );

  it(
    "takes every answer of the table, at one request or at all of them",
    async () => {
      for (const [at, operation] of operations().entries()) {
        const clean = operatorUnder(file.anvil);
        const snapshot = await request("evm_snapshot");
        if (operation.verb === "unpause") await clean.run("pause", operation.args);
        const { calls } = await clean.run(operation.verb, operation.args);
        await request("evm_revert", snapshot);
        const cases: { readonly fault: NamedFault; readonly nth: number }[] = allFaults.flatMap((fault) =>
          calls.filter((call) => fault.fits(call)).map(({ nth }) => ({ fault, nth })),
        );
        // The suite takes a handful of each operation, other ones for each; the soak takes them all.
        const stride = Math.max(1, Math.floor(cases.length / faultsEach));
        for (let index = (at * 7) % stride; index < cases.length; index += stride) {
          const { fault, nth } = cases[index] ?? {};
          if (fault === undefined) continue;
          const once: Play = (call) => (call.nth === nth && fault.fits(call) ? fault.fault : undefined);
          await playOperation(operation, [once], () => new Set(fault.mayEndIn), true).catch(
            (thrown: unknown) => {
              throw new Error(`${operation.verb}, request ${nth}: ${fault.name}`, { cause: thrown });
            },
          );
        }
      }
    },
    faultsEach > 5 ? 14_400_000 : 120_000,
  );
});
