import { executePlan, planPause, planUnpause } from "@selfplay/owner-ops";
import { describe, expect, it } from "vitest";
import { anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { operator } from "../../../../packages/owner-ops/test/support/operator.ts";
import { fieldWorld, ownWorld, read, send } from "../../../../packages/owner-ops/test/support/worlds.ts";
import { chainOf, newcomer, owner, sends, through } from "./case.ts";
import { operatorUnder, type Play } from "./schedule.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const { request } = chainOf(file);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const arenaOf = () => ({ arena: file.world.own.at.arena });

describe("the chain id of a deployment", () => {
  it("is remembered: a node that claims another one gets nothing signed", async () => {
    const { run, events } = operatorUnder(file.anvil);
    expect(await run("pause", arenaOf())).toMatchObject(through);
    const before = events.length;
    const liar: Play = ({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined);
    const lied = await run("unpause", arenaOf(), liar);
    expect([lied.code, lied.calls.filter(sends), events.length]).toEqual(["CHAIN_CHANGED", [], before]);
  });
});

describe("the chain id at the first use", () => {
  const params = () => ({ arena: file.world.own.at.arena, "committee-size": "2" });
  const says: Play = ({ method }) => (method === "eth_chainId" ? { result: "0x1" } : undefined);
  // A node that keeps to its lie when it is asked in other ways.
  const keepsTo: Play = (call) =>
    says(call) ??
    (call.method === "eth_call" && JSON.stringify(call.params).includes("0x4660005260206000f3")
      ? { result: `0x${"1".padStart(64, "0")}` }
      : call.method === "net_version"
        ? { result: "1" }
        : undefined);
  const signed = ({ signed: hashes }: ReturnType<typeof operatorUnder>) => hashes().size;

  it("is held against what the node runs contracts with: nothing is signed, not even a pause", async () => {
    const here = operatorUnder(file.anvil);
    for (const [verb, args] of [
      ["set-params", params()],
      ["pause", arenaOf()],
    ] as const)
      expect((await here.run(verb, args, says)).code).toBe("CHAIN_DOUBTFUL");
    expect([signed(here), here.events]).toEqual([0, []]);
  });

  it("wants somebody else to vouch for it, and lets only a pause through", async () => {
    const here = operatorUnder(file.anvil);
    const alone = await here.run("set-params", { ...params(), "accept-warnings": false }, keepsTo);
    expect([alone.code, signed(here), here.events]).toEqual(["CHAIN_UNCONFIRMED", 0, []]);
    // What is signed then is good on the chain that the node claims to be, and this one does not take it.
    for (const args of [params(), { ...params(), "accept-warnings": false, "chain-id": "1" }]) {
      const other = operatorUnder(file.anvil);
      await other.run("set-params", args, keepsTo);
      expect(signed(other)).toBe(1);
    }
    const pausing = operatorUnder(file.anvil);
    await pausing.run("pause", { ...arenaOf(), "accept-warnings": false }, keepsTo);
    expect(signed(pausing)).toBe(1);
  });

  it("is named by a flag: a node that says another gets nothing signed", async () => {
    const here = operatorUnder(file.anvil);
    const named = await here.run("pause", { ...arenaOf(), "chain-id": "31337" }, keepsTo);
    expect([named.code, signed(here)]).toEqual(["WRONG_CHAIN", 0]);
  });
});

describe("mixed ownership", () => {
  it("pauses what is ours and says what is not", async () => {
    const { at, arena, stakes } = file.world.field;
    await send(stakes, "transferOwnership", newcomer);
    for (const fn of ["setPauser", "setPauserManager"])
      await send(stakes.connect(await file.world.field.provider.getSigner(newcomer)), fn, newcomer);
    const plan = await planPause(
      { arena: at.arena, stakeManager: at.stakeManager },
      { ...options(), sender: owner },
    );
    expect(plan.steps.map(({ contract }) => contract)).toEqual(["SelfPlayArena"]);
    expect(plan.warnings).toMatchObject([
      { code: "NOT_OURS", text: expect.stringContaining(at.stakeManager), ask: false },
    ]);
    const ran = await operatorUnder(file.anvil).run("pause", {
      arena: at.arena,
      "stake-manager": at.stakeManager,
    });
    // Not all is paused, and the exit code says so.
    expect(ran).toMatchObject({ code: undefined, exitCode: 1 });
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, false]);
  });
});

describe("a broken contract", () => {
  const all = ({ arena, stakeManager, systemPause }: typeof file.world.own.at) => ({
    arena,
    "stake-manager": stakeManager,
    "system-pause": systemPause,
  });

  it("keeps nothing else from being paused, and is named", async () => {
    for (const { at, arena } of [file.world.own, file.world.field]) {
      // It does nothing but revert, as behind a proxy after a bad upgrade.
      await request("anvil_setCode", at.stakeManager, "0x5f5ffd");
      const plan = await planPause(at, options());
      const unseen = plan.warnings.filter(({ code }) => code === "NOT_ANSWERING");
      expect(unseen.map(({ text }) => text.includes(at.stakeManager))).toEqual([true, true]);
      expect(await operatorUnder(file.anvil).run("pause", all(at))).toMatchObject({
        code: undefined,
        exitCode: 1,
      });
      expect(await read(arena, "paused")).toBe(true);
      // Nothing more to do is not all paused.
      expect((await operatorUnder(file.anvil).run("pause", all(at))).exitCode).toBe(1);
      expect((await operatorUnder(file.anvil).run("unpause", all(at))).code).toBe("WRONG_CONTRACT");
    }
    expect(
      await Promise.all(file.world.field.modules.map((module, at) => at === 1 || read(module, "paused"))),
    ).not.toContain(false);
  });

  it.each([
    ["runs out of gas", "0x5b5f56"],
    ["jumps nowhere", "0x5f56"],
    ["takes from an empty stack", "0x01"],
    ["has no such opcode", "0x0c"],
    ["fails an assertion of old", "0xfe"],
    ["is gone", "0x"],
    ["answers nonsense", "0x60ff5ff3"],
  ])("keeps nothing else from being paused where it %s", async (_, code) => {
    const { at, arena } = file.world.own;
    await request("anvil_setCode", at.stakeManager, code);
    const ran = await operatorUnder(file.anvil).run("pause", { "system-pause": at.systemPause });
    expect(ran).toMatchObject({ code: undefined, exitCode: 1 });
    expect(await read(arena, "paused")).toBe(true);
  });

  it("is refused where there is nothing else to pause", async () => {
    const { at } = file.world.own;
    await request("anvil_setCode", at.stakeManager, "0x5f5ffd");
    const ran = await operatorUnder(file.anvil).run("pause", { "stake-manager": at.stakeManager });
    expect(ran.code).toBe("WRONG_CONTRACT");
  });
});

describe("code that runs for somebody else", () => {
  const slot = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";
  const pad = (address: string) => `0x${address.slice(2).toLowerCase().padStart(64, "0")}`;
  const first = "0x00000000000000000000000000000000000a0001";
  const second = "0x00000000000000000000000000000000000a0002";
  const drifted = async (plan: Awaited<ReturnType<typeof planPause>>) => {
    try {
      await executePlan(plan, operator(file.anvil.rpc).options);
      return [];
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: "PLAN_DRIFTED" });
      return (thrown as { details: { differences: string[] } }).details.differences;
    }
  };

  it("is bound behind an EIP-1967 proxy and its beacon", async () => {
    const { arena } = file.world.own.at;
    const code = await request("eth_getCode", arena, "latest");
    for (const address of [first, second]) await request("anvil_setCode", address, code);
    // calldatacopy, delegatecall to what the slot holds, return or revert.
    const proxy = `0x365f5f375f5f365f7f${slot.slice(2)}545af43d5f5f3e6036573d5ffd5b3d5ff3`;
    await request("anvil_setCode", arena, proxy);
    await request("anvil_setStorageAt", arena, slot, pad(first));
    const plan = await planPause({ arena }, options());
    await request("anvil_setStorageAt", arena, slot, pad(second));
    await request("evm_mine");
    expect((await drifted(plan)).join()).toMatch(/implementation \(EIP-1967\) of 0x.*a0001 -> 0x.*[aA]0002/i);
  });

  it("is bound behind a minimal proxy, whose target's code changed", async () => {
    const { arena } = file.world.own.at;
    await request("anvil_setCode", first, await request("eth_getCode", arena, "latest"));
    await request(
      "anvil_setCode",
      arena,
      `0x363d3d373d3d3d363d73${first.slice(2)}5af43d82803e903d91602b57fd5bf3`,
    );
    const plan = await planPause({ arena }, options());
    expect(plan.codes.map(({ address }) => address.toLowerCase())).toContain(first);
    await request("anvil_setCode", first, `${String(await request("eth_getCode", first, "latest"))}00`);
    await request("evm_mine");
    expect((await drifted(plan)).join()).toContain("code of");
  });

  it("is bound behind a minimal proxy that an EIP-1967 proxy runs", async () => {
    const { arena } = file.world.own.at;
    await request("anvil_setCode", second, await request("eth_getCode", arena, "latest"));
    await request(
      "anvil_setCode",
      first,
      `0x363d3d373d3d3d363d73${second.slice(2)}5af43d82803e903d91602b57fd5bf3`,
    );
    await request(
      "anvil_setCode",
      arena,
      `0x365f5f375f5f365f7f${slot.slice(2)}545af43d5f5f3e6036573d5ffd5b3d5ff3`,
    );
    await request("anvil_setStorageAt", arena, slot, pad(first));
    await request("evm_mine");
    const { codes } = await planPause({ arena }, options());
    expect(codes.map(({ address }) => address.toLowerCase())).toEqual(
      expect.arrayContaining([first, second]),
    );
  });

  it("is bound in a module that a SystemPause opens", async () => {
    const { systemPause, stakeManager } = file.world.own.at;
    await send(file.world.own.system, "pauseAll");
    const opening = await planUnpause({ systemPause }, options());
    await request(
      "anvil_setCode",
      stakeManager,
      `${String(await request("eth_getCode", stakeManager, "latest"))}00`,
    );
    await request("evm_mine");
    expect((await drifted(opening)).join()).toContain(`code of ${stakeManager}`);
  });

  it("makes no contract of an account (EIP-7702)", async () => {
    const { arena } = file.world.own.at;
    // Delegated to something that answers like a Safe would not make it one either.
    await request("anvil_setCode", owner, `0xef0100${file.world.own.at.stakeManager.slice(2)}`);
    const plan = await planPause({ arena }, { ...options(), sender: owner });
    expect(plan.multisig).toBeNull();
    expect((await executePlan(plan, operator(file.anvil.rpc).options)).verification.ok).toBe(true);
  });
});
