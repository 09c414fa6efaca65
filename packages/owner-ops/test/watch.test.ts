import { readdirSync, readFileSync } from "node:fs";
import { evmErrors, httpRpc } from "@mvcrs/evm";
import { faultProxy, tempRoot } from "@mvcrs/test-kit";
import { Interface, id } from "ethers";
import { expect, it } from "vitest";
import { z } from "zod";
import {
  executePlan,
  listRoleHolders,
  type OwnerEvent,
  ownHashes,
  parseOwnerEvent,
  planPause,
  planRoles,
  reachOf,
  saveWatchedTo,
  scanOwnerEvents,
  scanReach,
  toSafeBatch,
  uncoveredEvents,
  watchedTo,
  watchRange,
  withoutSafeBatches,
} from "../src/index.ts";
import { isOfUsers } from "../src/internal/watch/interfaces.ts";
import { intendedEvent } from "../src/record.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator, proxied } from "./support/operator.ts";
import { executeBatch, realSafe } from "./support/safe.ts";
import { fieldWorld, ownWorld, send } from "./support/worlds.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const blockNow = async () => BigInt(String(await file.anvil.rpc.request("eth_blockNumber", [])));
const ofType = <T extends OwnerEvent["type"]>(events: readonly OwnerEvent[], type: T) =>
  events.filter((event): event is Extract<OwnerEvent, { type: T }> => event.type === type);

it("covers what its own transactions did, by their hashes alone, and finds what was not recorded", async () => {
  const { at, arena } = file.world.own;
  const from = (await blockNow()) + 1n;
  const { options: run, events } = operator(file.anvil.rpc);
  await executePlan(await planPause(at, options()), run);
  await send(arena, "setOrchestrator", accounts[2], true);
  const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
  expect(seen.map(({ event }) => event)).toEqual(["Paused", "Paused", "PausedAll", "OrchestratorUpdated"]);
  const executed = ofType(events, "owner_op.executed");
  const none = new Set<string>();
  const names = (of: readonly { readonly event: string }[]) => of.map(({ event }) => event);
  expect(names(uncoveredEvents(seen, { executed, signed: none }))).toEqual(["OrchestratorUpdated"]);
  expect(uncoveredEvents(seen, { executed: [], signed: none })).toHaveLength(4);
  // The execution is not on record yet: the journal knows what it signed, whatever any clock says.
  const signed = new Set(ownHashes(run.journalFolder).keys());
  expect(names(uncoveredEvents(seen, { executed: [], signed }))).toEqual(["OrchestratorUpdated"]);
  // Given up, and mined after all.
  const given = executed.map((event) => ({
    ...event,
    receipts: [],
    stopped: "GIVEN_UP",
    signed: [...signed],
  }));
  expect(names(uncoveredEvents(seen, { executed: given, signed: none }))).toEqual(["OrchestratorUpdated"]);
});

it("does not take a thief's same call for an operation that was cut off before it was sent", async () => {
  const { at, arena } = file.world.own;
  const from = (await blockNow()) + 1n;
  const dies = proxied(file.anvil.rpc, (method, _params, next) =>
    method === "eth_estimateGas" ? Promise.reject(new Error("killed")) : next(),
  );
  const { options: run, events } = operator(dies);
  const plan = await planRoles({ arena: at.arena, allowOrchestrators: [accounts[2]] }, options());
  await expect(executePlan(plan, run)).rejects.toThrow("killed");
  await send(arena, "setOrchestrator", accounts[2], true);
  const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
  const record = {
    intended: ofType(events, "owner_op.intended"),
    executed: ofType(events, "owner_op.executed"),
    signed: new Set(ownHashes(run.journalFolder).keys()),
  };
  expect(record.intended).toHaveLength(1);
  expect(await withoutSafeBatches(file.anvil.rpc, uncoveredEvents(seen, record), record)).toHaveLength(1);
});

it("takes a Safe's intent for the one transaction in which that Safe executes the whole batch", async () => {
  const { arena, at, signer, provider } = file.world.own;
  const made = await realSafe(signer, [accounts[1], accounts[2]], 2);
  await send(arena, "transferOwnership", made.address);
  await file.anvil.rpc.request("anvil_impersonateAccount", [made.address]);
  await file.anvil.rpc.request("anvil_setBalance", [made.address, "0xde0b6b3a7640000"]);
  const asSafe = arena.connect(await provider.getSigner(made.address));
  await send(asSafe, "acceptOwnership");
  const plan = await planRoles(
    { arena: at.arena, allowOrchestrators: [accounts[3], accounts[4]] },
    { ...options(), sender: made.address },
  );
  const intended = [
    intendedEvent(plan, { actor: "on-call", kind: "human" }, false, "2026-11-22T00:00:00.000Z"),
  ];
  const from = (await blockNow()) + 1n;
  const left = async () => {
    const seen = await scanOwnerEvents(file.anvil.rpc, at, from);
    return withoutSafeBatches(file.anvil.rpc, seen, { intended, executed: [] });
  };
  // The same calls, not by the Safe's own execution.
  await send(asSafe, "setOrchestrator", accounts[3], true);
  await send(asSafe, "setOrchestrator", accounts[4], true);
  expect(await left()).toHaveLength(2);
  const approvers = await Promise.all([provider.getSigner(accounts[1]), provider.getSigner(accounts[2])]);
  await executeBatch(made, toSafeBatch(plan), approvers);
  expect(await left()).toHaveLength(2);
  // Once.
  await executeBatch(made, toSafeBatch(plan), approvers);
  expect(await left()).toHaveLength(4);
});

it("watches upgrades, roles, owners and every setter, of all that the deployment reaches", async () => {
  const { at, modules, stakes } = file.world.field;
  const reach = await reachOf(file.anvil.rpc, { arena: at.arena, systemPause: at.systemPause });
  // The arena's stake manager is among the modules, and so is named.
  expect(reach.contracts.size).toBe(10);
  const from = (await blockNow()) + 1n;
  const [module] = modules;
  if (module === undefined) throw new Error("no module");
  await send(module, "setPauser", accounts[2]);
  await send(module, "transferOwnership", accounts[2]);
  const emit = async (contract: string, fragment: string, args: readonly unknown[]) => {
    const { topics, data } = new Interface([fragment]).encodeEventLog(
      fragment.split("(")[0]?.replace("event ", "") ?? "",
      args,
    );
    await emitFrom(contract, topics, data);
  };
  const word = `0x${"00".repeat(32)}`;
  await emit(at.arena, "event Upgraded(address indexed implementation)", [accounts[1]]);
  await emit(at.arena, "event AdminChanged(address previousAdmin, address newAdmin)", [
    accounts[1],
    accounts[2],
  ]);
  await emit(
    at.arena,
    "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
    [word, accounts[1], accounts[2]],
  );
  const stake = await stakes.getAddress();
  await emit(stake, "event ThermostatUpdated(address indexed thermostat)", [accounts[1]]);
  await emit(stake, "event HamiltonianFeedUpdated(address indexed feed)", [accounts[1]]);
  await emit(stake, "event MaxTotalPayoutPctUpdated(uint256 oldMax, uint256 newMax)", [1, 2]);
  await emit(stake, "event StakeDeposited(address indexed user, uint8 indexed role, uint256 amount)", [
    accounts[1],
    0,
    1,
  ]);
  await emit(
    at.systemPause,
    "event ValidationFailoverForwarded(uint256 indexed jobId, uint8 action, uint64 extension, string reason)",
    [1, 1, 0, ""],
  );
  await emit(stake, "event NeverHeardOf(uint256 value)", [1]);
  const { events, undecoded } = await scanReach(file.anvil.rpc, reach, from);
  expect(events.map(({ event }) => event)).toEqual([
    "PauserUpdated",
    "OwnershipTransferred",
    "GovernanceUpdated",
    "Upgraded",
    "AdminChanged",
    "RoleGranted",
    "ThermostatUpdated",
    "HamiltonianFeedUpdated",
    "MaxTotalPayoutPctUpdated",
    "ValidationFailoverForwarded",
    // Sent by an owner, so it is the owner's doing whatever it is.
    `unknown ${id("NeverHeardOf(uint256)")}`,
  ]);
  expect(undecoded).toMatchObject([{ emitter: stake, topic: id("NeverHeardOf(uint256)"), count: 1 }]);
});

/** Lets a contract emit any event, by other code at its address for one transaction. */
async function emitFrom(contract: string, topics: readonly (string | string[] | null)[], data: string) {
  const { rpc } = file.anvil;
  const code = await rpc.request("eth_getCode", [contract, "latest"]);
  const bytes = data.slice(2);
  const length = (bytes.length / 2).toString(16).padStart(2, "0");
  const push = [...topics].reverse().map((topic) => `7f${String(topic).slice(2)}`);
  // The data as code's tail: codecopy(0, offset, length); log<n>(0, length, topics…).
  const head = `60${length}60OFFSET5f39${push.join("")}60${length}5fa${topics.length}00`;
  const offset = ((head.length - 4) / 2).toString(16).padStart(2, "0");
  await rpc.request("anvil_setCode", [contract, `0x${head.replace("OFFSET", offset)}${bytes}`]);
  await rpc.request("eth_sendTransaction", [{ from: accounts[0], to: contract, gas: "0x186a0" }]);
  await rpc.request("evm_mine", []);
  await rpc.request("anvil_setCode", [contract, code]);
}

it("goes by the chain's own times, or back to where it last ended", async () => {
  const { rpc } = file.anvil;
  const folder = tempRoot();
  const start = await blockNow();
  // Blocks have no steady pace: forty of a second, then a few after three days.
  await rpc.request("anvil_mine", ["0x28", "0x1"]);
  const contracts = [file.world.own.at.arena];
  expect((await watchRange(rpc, undefined, undefined)).from).toBeLessThanOrEqual(start);
  await rpc.request("evm_increaseTime", [3 * 86_400]);
  await rpc.request("anvil_mine", ["0x78", "0x1"]);
  const fresh = await watchRange(rpc, undefined, undefined);
  expect(fresh.from).toBe(start + 41n);
  expect(Date.parse(fresh.toTime) - Date.parse(fresh.fromTime)).toBeLessThanOrEqual(86_400_000);
  await saveWatchedTo(folder, "31337", contracts, start + 10n);
  const since = await watchRange(rpc, undefined, undefined, (chain) => watchedTo(folder, chain, contracts));
  expect(since.from).toBeLessThanOrEqual(start + 10n);
  expect(watchedTo(folder, "1", contracts)).toBeUndefined();
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

it("passes over no event that only an owner can cause, by the contracts' own sources", () => {
  const folder = new URL("../../../contracts/contracts/", import.meta.url);
  const emitted = readdirSync(folder).flatMap((name) => {
    const source = name.endsWith(".sol") ? readFileSync(new URL(name, folder), "utf8") : "";
    // A function's head names its right; its body ends at the brace of its own depth.
    return [...source.matchAll(/function \w+\([^{;]*\bonlyOwner\b[^{;]*\{([\s\S]*?)\n {4}\}/g)].flatMap(
      ([, body = ""]) => [...body.matchAll(/emit (\w+)\(/g)].map(([, event = ""]) => event),
    );
  });
  expect(emitted).toEqual(
    expect.arrayContaining(["SurplusSwept", "ValidatorRewardGranted", "FeePctUpdated"]),
  );
  expect(emitted.filter(isOfUsers)).toEqual([]);
});

it("knows an owner who ends a round from an orchestrator who does", async () => {
  const { at, arena, provider } = file.world.own;
  await send(arena, "setOrchestrator", accounts[2], true);
  await send(arena, "startRound", accounts[4], 2n, 1n);
  const from = (await blockNow()) + 1n;
  const reach = await reachOf(file.anvil.rpc, at);
  const cancelled = async () =>
    (await scanReach(file.anvil.rpc, reach, from)).events.map(({ event, args }) => [event, args[0]]);
  await send(arena.connect(await provider.getSigner(accounts[2])), "cancelRound", 2n);
  expect(await cancelled()).toEqual([]);
  await send(arena, "cancelRound", 1n);
  expect(await cancelled()).toEqual([["RoundCancelled", "1"]]);
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
  const of = async (systemPause: string) => (await reachOf(file.anvil.rpc, { systemPause })).contracts;
  expect([...(await of(own.at.systemPause)).keys()].sort()).toEqual(
    [own.at.systemPause, own.at.arena, own.at.stakeManager].sort(),
  );
  expect(await of(field.at.systemPause)).toHaveProperty("size", 9);
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
      evmErrors.create("RPC_ERROR", {
        endpoint: "x",
        method,
        rpcCode: -32005,
        text: "range too wide",
        data: undefined,
      }),
    );
  });
  expect(await scanOwnerEvents(narrow, at, 0n)).toEqual(await scanOwnerEvents(file.anvil.rpc, at, 0n));
  expect(await watchRange(file.anvil.rpc, 3n, 7n)).toMatchObject({ from: 3n, to: 7n, chainId: "31337" });
});

it.each([413, 504])("halves a range that a gateway answers with HTTP %d", async (status) => {
  const { at, arena } = file.world.field;
  await send(arena, "pause");
  const wide = z.object({ fromBlock: z.string(), toBlock: z.string() });
  const { fetch: gateway } = faultProxy(fetch, ({ method, params }) => {
    if (method !== "eth_getLogs") return undefined;
    const { fromBlock, toBlock } = wide.parse(params[0]);
    return BigInt(toBlock) - BigInt(fromBlock) < 5n ? undefined : { status, body: "<html></html>" };
  });
  const rpc = httpRpc(file.anvil.url, { fetch: gateway, sleep: async () => {} });
  expect(await scanOwnerEvents(rpc, at, 0n)).toEqual(await scanOwnerEvents(file.anvil.rpc, at, 0n));
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
