import { expect, it } from "vitest";
import {
  executePlan,
  listRoleHolders,
  modulesOf,
  type OwnerEvent,
  ownerErrors,
  parseOwnerEvent,
  planPause,
  planRoles,
  scanOwnerEvents,
  uncoveredEvents,
  watchRange,
} from "../src/index.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator, proxied } from "./support/operator.ts";
import { fieldWorld, ownWorld, send } from "./support/worlds.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const blockNow = async () => BigInt(String(await file.anvil.rpc.request("eth_blockNumber", [])));
const ofType = <T extends OwnerEvent["type"]>(events: readonly OwnerEvent[], type: T) =>
  events.filter((event): event is Extract<OwnerEvent, { type: T }> => event.type === type);

it("covers what was intended and finds what was not", async () => {
  const { at, arena } = file.world.own;
  const from = (await blockNow()) + 1n;
  const { options: run, events } = operator(file.anvil.rpc);
  await executePlan(await planPause(at, options()), run);
  await send(arena, "setOrchestrator", accounts[2], true);
  const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
  expect(seen.map(({ event }) => event)).toEqual(["Paused", "Paused", "PausedAll", "OrchestratorUpdated"]);
  const intended = ofType(events, "owner_op.intended");
  const executed = ofType(events, "owner_op.executed");
  expect(uncoveredEvents(seen, intended, executed).map(({ event }) => event)).toEqual([
    "OrchestratorUpdated",
  ]);
  expect(uncoveredEvents(seen, [], [])).toHaveLength(4);
  // While the execution is not recorded yet, the intent itself covers what it expects, each event once.
  expect(uncoveredEvents([...seen, ...seen], intended, [])).toHaveLength(5);
  // An intent that was never carried out does not cover what happens days later.
  const stale = intended.map((event) => ({ ...event, at: "2020-01-01T00:00:00.000Z" }));
  expect(uncoveredEvents(seen, stale, [])).toHaveLength(4);
  // Nor does it reach back in time.
  const late = intended.map((event) => ({ ...event, at: "2999-01-01T00:00:00.000Z" }));
  expect(uncoveredEvents(seen, late, [])).toHaveLength(4);
});

it("leaves an orchestrator's reports of misconduct to it, and only those", async () => {
  const { at, arena, provider } = file.world.own;
  await send(arena, "setOrchestrator", accounts[2], true);
  const from = (await blockNow()) + 1n;
  const orchestrator = arena.connect(await provider.getSigner(accounts[2]));
  await send(
    orchestrator,
    "reportValidatorMisconduct",
    1n,
    accounts[3],
    10n,
    accounts[0],
    "moderation:block",
  );
  expect(await scanOwnerEvents(file.anvil.rpc, at, from)).toEqual([]);
  await send(arena, "reportValidatorMisconduct", 1n, accounts[3], 11n, accounts[0], "by hand");
  const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
  expect(seen.map(({ event, args }) => [event, args[2]])).toEqual([["ValidatorMisconduct", "11"]]);
  // A node that cannot say who sent it: better one question too many.
  const forgetful = proxied(file.anvil.rpc, async (method, _params, next) =>
    method === "eth_getTransactionByHash" ? file.anvil.rpc.request("no_such_method", []) : next(),
  );
  expect(await scanOwnerEvents(forgetful, at, from)).toHaveLength(2);
});

it("decodes by emitter: the same event name of arena and stake manager", async () => {
  const { at, arena, stakes } = file.world.field;
  const from = (await blockNow()) + 1n;
  await send(arena, "setRewards", 1, 2, 3);
  await send(stakes, "setFeePct", 5);
  const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
  const parameters = seen.filter(({ event }) => event === "ParametersUpdated");
  expect(parameters.map(({ contract, args }) => [contract, args.length])).toEqual([
    ["SelfPlayArena", 10],
    ["StakeManager", 9],
  ]);
});

it("knows the modules that a SystemPause stands for", async () => {
  const { own, field } = file.world;
  expect(await modulesOf(file.anvil.rpc, own.at.systemPause)).toEqual([own.at.arena, own.at.stakeManager]);
  expect(await modulesOf(file.anvil.rpc, field.at.systemPause)).toHaveLength(8);
});

it("lists role holders from the events, confirmed by the getters", async () => {
  const { at, arena } = file.world.field;
  await send(arena, "setOrchestrator", accounts[2], true);
  await send(arena, "setOrchestrator", accounts[3], true);
  await send(arena, "setOrchestrator", accounts[2], false);
  expect(await listRoleHolders(file.anvil.rpc, at, 0n)).toEqual({
    orchestrators: [accounts[3]],
    lockManagers: [],
  });
});

it("halves a range that the node finds too wide", async () => {
  const { at, arena } = file.world.field;
  await send(arena, "pause");
  const narrow = proxied(file.anvil.rpc, (method, params, next) => {
    const [filter] = params;
    if (method !== "eth_getLogs" || typeof filter !== "object" || filter === null) return next();
    const { fromBlock, toBlock }: { fromBlock?: string; toBlock?: string } = filter;
    if (BigInt(toBlock ?? 0) - BigInt(fromBlock ?? 0) < 5n) return next();
    return Promise.reject(
      ownerErrors.create("RPC_ERROR", {
        endpoint: "x",
        method,
        rpcCode: -32005,
        text: "range too wide",
        data: undefined,
      }),
    );
  });
  expect(await scanOwnerEvents(narrow, at, 0n)).toEqual(await scanOwnerEvents(file.anvil.rpc, at, 0n));
  expect(await watchRange(file.anvil.rpc, undefined, 10_000n)).toMatchObject({ from: 2_800n, to: 10_000n });
  expect(await watchRange(file.anvil.rpc, 3n, 7n)).toEqual({ from: 3n, to: 7n, chainId: "31337" });
});

it("reads its events back from a log", async () => {
  const { options: run, events } = operator(file.anvil.rpc);
  await executePlan(
    await planRoles({ arena: file.world.own.at.arena, allowOrchestrators: [accounts[2]] }, options()),
    run,
  );
  for (const event of events)
    expect(parseOwnerEvent(JSON.parse(JSON.stringify(event)))).toEqual(JSON.parse(JSON.stringify(event)));
  expect(parseOwnerEvent({ type: "challenge.raised" })).toBeUndefined();
});
