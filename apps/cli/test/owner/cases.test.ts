import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evmErrors } from "@mvcrs/evm";
import { errorCode, type Fault } from "@mvcrs/test-kit";
import { executePlan, planParams, planPause, planSlash } from "@selfplay/owner-ops";
import { Transaction } from "ethers";
import { describe, expect, it } from "vitest";
import { accounts, anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { operator, proxied } from "../../../../packages/owner-ops/test/support/operator.ts";
import { fieldWorld, ownWorld, read, send } from "../../../../packages/owner-ops/test/support/worlds.ts";
import { operatorUnder, type Play } from "./schedule.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const [owner, other, newcomer, validator] = accounts;
const request = (method: string, ...params: unknown[]) => file.anvil.rpc.request(method, params);
const arenaOf = () => ({ arena: file.world.own.at.arena });
const through = { code: undefined, exitCode: 0 };
const sends = ({ method }: { readonly method: string }) => method === "eth_sendRawTransaction";
const words = (message: string): Fault => ({ error: { code: -32_000, message } });
/** Plays a fault at every hand-in, or at those that `which` picks by number. */
const atSends =
  (fault: Fault, which: (nth: number) => boolean = () => true): Play =>
  (call) =>
    sends(call) && which(call.ofMethod) ? fault : undefined;

const replaceBy = (path: string, text: string): void => {
  rmSync(path, { recursive: true });
  writeFileSync(path, text);
};

/** Without automine, and with it again afterwards. */
async function withoutMining<T>(action: () => Promise<T>): Promise<T> {
  await request("evm_setAutomine", false);
  try {
    return await action();
  } finally {
    await request("evm_setAutomine", true);
  }
}
const gwei = 10n ** 9n;
const tipOf = ({ params }: { readonly params: readonly unknown[] }) =>
  Transaction.from(String(params[0])).maxPriorityFeePerGas;
const foreign = (fees: object = {}) =>
  request("eth_sendTransaction", { from: owner, to: other, value: "0x1", gas: "0x5208", ...fees });

describe("what a node does not take", () => {
  it("is signed again with the fees of now and the same nonce, and another cap counts at once", async () => {
    const { run } = operatorUnder(file.anvil);
    const jumped = atSends(
      words("max fee per gas less than block base fee: address 0xf39F, maxFeePerGas: 1, baseFee: 900"),
    );
    // Nothing is taken; then the base fee rises above what was signed, and above the default cap.
    expect((await run("pause", arenaOf(), jumped)).code).toBe("NODE_REFUSES");
    await request("anvil_setNextBlockBaseFeePerGas", "0x9502f90000");
    await request("evm_mine");
    expect((await run("pause", arenaOf())).code).toBe("FEE_ABOVE_CAP");
    const dear = await run("pause", { ...arenaOf(), "max-fee-gwei": "2000" });
    // Anvil's snapshots do not take the base fee back.
    await request("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
    await request("evm_mine");
    expect(dear).toMatchObject(through);
  });

  it("is signed again with the tip that the node names, within the cap", async () => {
    const { run, events } = operatorUnder(file.anvil);
    const tips: (bigint | null)[] = [];
    const wants: Play = ({ method, params }) => {
      if (method !== "eth_sendRawTransaction") return undefined;
      const tip = Transaction.from(String(params[0])).maxPriorityFeePerGas;
      tips.push(tip);
      return (tip ?? 0n) >= 30n * 10n ** 9n
        ? undefined
        : words("transaction underpriced: tip needed 30000000000, tip permitted 1000000000");
    };
    const low = await run("pause", { ...arenaOf(), "max-fee-gwei": "20" }, wants);
    expect(low.code).toBe("FEE_ABOVE_CAP");
    expect(await run("pause", arenaOf(), wants)).toMatchObject(through);
    expect(tips.at(-1)).toBe(30n * 10n ** 9n);
    expect(JSON.stringify(events)).not.toContain("NONCE_TAKEN");
  });

  it("says what the node wants where nothing it asks for satisfies it", async () => {
    const { run, events } = operatorUnder(file.anvil);
    const never = atSends(words("transaction underpriced: tip needed 30000000000, tip permitted 1000000000"));
    const refused = await run("pause", arenaOf(), never);
    expect(refused.code).toBe("NODE_REFUSES");
    // The tip of now, the one that it names, and one more: what lies about its own words gets no higher bids.
    const tips = refused.calls.filter(sends).map(tipOf);
    expect(tips.slice(1)).toEqual([30n * gwei, (30n * gwei * 9n) / 8n]);
    expect(events.map(({ type }) => type)).toEqual(["owner_op.intended"]);
    expect(await run("pause", arenaOf())).toMatchObject(through);
  });

  it.each([
    "transaction underpriced",
    "transaction underpriced: tip needed 900 gwei",
    "max fee per gas less than block base fee: maxFeePerGas: 1, baseFee: 900000000000",
    "txpool is full",
    "intrinsic gas too low",
    "tx fee (1.50 ether) exceeds the configured cap (0.00001 ether)",
    "Sender account not authorized to send transactions",
    "replacement transaction underpriced",
  ])("binds no other node, whatever one has said at every hand-in: %s", async (text) => {
    const { run, events } = operatorUnder(file.anvil);
    const denied = await run("pause", arenaOf(), atSends(words(text)));
    expect(denied.code).toMatch(/^(?:NODE_REFUSES|FEE_ABOVE_CAP|NONCE_HELD)$/);
    const ran = await run("pause", arenaOf());
    expect(ran).toMatchObject(through);
    // At the price of now, not at the end of what the first one was offered.
    const sent = ran.calls.filter(sends).map(({ params }) => Transaction.from(String(params[0])));
    expect(sent.map(({ maxPriorityFeePerGas }) => maxPriorityFeePerGas)).toEqual([gwei]);
    expect(sent[0]?.gasLimit).toBeLessThan(100_000n);
    expect(JSON.stringify(events)).not.toContain("NONCE_TAKEN");
  });

  it("is of type 0 on a chain without EIP-1559, told by the block or by the refusal", async () => {
    const types: (number | null)[] = [];
    const legacy: Play = ({ method, params }) => {
      if (method === "eth_feeHistory")
        return { error: { code: -32_601, message: "the method does not exist" } };
      if (method === "eth_getBlockByNumber")
        return {
          mangle: (block) => {
            const { baseFeePerGas: _, ...rest } = block as Record<string, unknown>;
            return rest;
          },
        };
      if (method !== "eth_sendRawTransaction") return undefined;
      const { type } = Transaction.from(String(params[0]));
      types.push(type);
      return type === 0 ? undefined : words("transaction type not supported");
    };
    expect(await operatorUnder(file.anvil).run("pause", arenaOf(), legacy)).toMatchObject(through);
    expect(types).toEqual([0]);
    // A node that shows a base fee all the same.
    const onlySends: Play = (call) => (sends(call) ? legacy(call) : undefined);
    expect(await operatorUnder(file.anvil).run("unpause", arenaOf(), onlySends)).toMatchObject(through);
    expect(types).toEqual([0, 2, 0]);
  });

  it("gets more or less gas as the node wants it", async () => {
    const limits: bigint[] = [];
    const wants: Play = (call) => {
      if (!sends(call)) return undefined;
      limits.push(Transaction.from(String(call.params[0])).gasLimit);
      return limits.length === 1
        ? words("intrinsic gas too low: gas 20000, minimum needed 21000")
        : limits.length === 2
          ? words("transaction gas limit too high (cap: 90000, tx: 30000000)")
          : undefined;
    };
    expect(await operatorUnder(file.anvil).run("pause", arenaOf(), wants)).toMatchObject(through);
    expect([limits[1], limits[2]]).toEqual([(limits[0] ?? 0n) * 2n, 90_000n]);
  });

  it("is looked up by its hash where the node takes it and never answers", async () => {
    const silent = atSends({ cut: true, after: true });
    const ran = await operatorUnder(file.anvil).run("pause", arenaOf(), silent);
    expect(ran).toMatchObject(through);
    expect(ran.calls.filter(sends)).toHaveLength(1);
  });
});

describe("another's transaction that waits", () => {
  it("stops other operations with its hash, and a pause takes its place", async () => {
    const { run, events } = operatorUnder(file.anvil);
    await withoutMining(async () => {
      await foreign({ maxFeePerGas: "0x77359400", maxPriorityFeePerGas: "0x77359400" });
      const params = { arena: file.world.own.at.arena, "committee-size": "2" };
      expect((await run("set-params", params)).code).toBe("NONCE_HELD");
      // The pause is mined as soon as it is in.
      const mining: Play = ({ method }) => {
        if (method === "eth_getTransactionReceipt") void request("evm_mine");
        return undefined;
      };
      expect(await run("pause", arenaOf(), mining)).toMatchObject(through);
    });
    expect(await file.world.own.arena.paused()).toBe(true);
    expect(JSON.stringify(events)).not.toContain("NONCE_TAKEN");
  });

  it("is outbid by an operation that is told to, and by none without a word", async () => {
    const { run } = operatorUnder(file.anvil);
    await withoutMining(async () => {
      await foreign();
      const mining: Play = ({ method }) => {
        if (method === "eth_getTransactionReceipt") void request("evm_mine");
        return undefined;
      };
      const params = { arena: file.world.own.at.arena, "committee-size": "2", "replace-pending": true };
      expect(await run("set-params", params, mining)).toMatchObject(through);
    });
    expect(await file.world.own.arena.committeeSize()).toBe(2n);
  });
});

describe("an unfinished operation", () => {
  const cutOff = async () => {
    const operatorHere = operatorUnder(file.anvil);
    const params = { arena: file.world.own.at.arena, "committee-size": "2" };
    const dies: Play = ({ method }) => (method === "eth_getTransactionReceipt" ? "kill" : undefined);
    expect((await operatorHere.run("set-params", params, dies)).code).toBe("killed");
    return { ...operatorHere, params };
  };

  it("does not keep a pause waiting, which takes its nonce; and knows afterwards that it was ours", async () => {
    await withoutMining(async () => {
      const { run, params, events } = await cutOff();
      const mining: Play = ({ method }) => {
        if (method === "eth_getTransactionReceipt") void request("evm_mine");
        return undefined;
      };
      expect(await run("pause", arenaOf(), mining)).toMatchObject(through);
      expect((await run("set-params", params)).code).toBe("SUPERSEDED");
      expect(JSON.stringify(events)).not.toContain("NONCE_TAKEN");
    });
  });

  it("can be listed and given up, on the record with every hash that was signed", async () => {
    const { run, events, signed, params } = await cutOff();
    expect(await run("give-up", {})).toMatchObject(through);
    expect((await run("give-up", { plan: "ffffffffffff" })).code).toBe("NO_SUCH_OPERATION");
    const [intended] = events;
    expect(await run("give-up", { plan: intended?.plan_hash.slice(0, 12) })).toMatchObject(through);
    expect(events.at(-1)).toMatchObject({ type: "owner_op.executed", stopped: "GIVEN_UP" });
    // It was mined all the same; the record shows it as ours.
    expect(JSON.stringify(events.at(-1))).toContain([...signed().keys()][0] ?? "none");
    expect(await run("set-params", { ...params, "committee-size": "3" })).toMatchObject(through);
  });
});

describe("a chain that moves", () => {
  it("takes a block back after one confirmation, and the step in it is handed in again", async () => {
    const { arena, stakeManager } = file.world.own.at;
    let reorganised = false;
    const { run } = operatorUnder(file.anvil);
    const under = proxied(file.anvil.rpc, async (method, _params, next) => {
      if (method === "eth_sendRawTransaction" && !reorganised && (await file.world.own.arena.paused())) {
        reorganised = true;
        await request("anvil_reorg", 1, []);
        expect(await file.world.own.arena.paused()).toBe(false);
      }
      return next();
    });
    const plan = await planPause({ arena, stakeManager }, options());
    expect(plan.steps).toHaveLength(2);
    const { verification } = await executePlan(plan, operator(under).options);
    expect([verification.ok, reorganised]).toEqual([true, true]);
    expect(await run("pause", { arena, "stake-manager": stakeManager })).toMatchObject(through);
  });

  it("holds a stuck pause, which is replaced with the gas limit of its first attempt", async () => {
    const plan = await planPause(arenaOf(), options());
    const sent: Transaction[] = [];
    await withoutMining(async () => {
      // The estimate of a replacement would run on a state in which the pause is done, and revert.
      const stuck = proxied(file.anvil.rpc, async (method, params, next) => {
        if (method === "eth_estimateGas" && sent.length > 0)
          throw evmErrors.create("RPC_ERROR", {
            endpoint: "x",
            method,
            rpcCode: 3,
            text: "execution reverted",
            data: "0xd93c0665",
          });
        const answer = await next();
        if (method === "eth_sendRawTransaction") {
          sent.push(Transaction.from(String(params[0])));
          if (sent.length === 2) await request("evm_mine");
        }
        return answer;
      });
      const { options: run } = operator(stuck, { bumpAfterMs: 1_000 });
      expect((await executePlan(plan, run)).verification.ok).toBe(true);
    });
    expect(sent).toHaveLength(2);
    expect(sent[1]?.gasLimit).toBe(sent[0]?.gasLimit);
    expect(sent[1]?.maxFeePerGas).toBeGreaterThan(sent[0]?.maxFeePerGas ?? 0n);
  });

  it("says the nonce is used and shows nothing: nobody is accused", async () => {
    const plan = await planParams({ ...arenaOf(), committeeSize: 2n }, options());
    const lying = proxied(file.anvil.rpc, async (method, params, next) => {
      if (method === "eth_sendRawTransaction")
        throw evmErrors.create("RPC_ERROR", {
          endpoint: "x",
          method,
          rpcCode: -32_000,
          text: "nonce too low",
          data: undefined,
        });
      return method === "eth_getTransactionCount" && params[1] === "latest" && plan.nonce >= 0 && signed
        ? `0x${(plan.nonce + 1).toString(16)}`
        : next();
    });
    let signed = false;
    const { options: run, events } = operator(lying, {
      onProgress: (text) => {
        signed ||= text.startsWith("step 1");
      },
    });
    expect(await errorCode(() => executePlan(plan, run))).toBe("NONCE_UNCLEAR");
    expect(events.map(({ type }) => type)).toEqual(["owner_op.intended"]);
  });
});

describe("slash with reopen", () => {
  const reopening = async () => {
    const { at, arena, stakes } = file.world.field;
    await send(arena, "pause");
    await send(stakes, "pause");
    const slash = {
      arena: at.arena,
      roundId: 1n,
      validator,
      amount: 5n,
      recipient: other,
      reason: "r",
      reopen: true,
    };
    return planSlash(slash, options());
  };

  it("closes again what it opened when the report fails", async () => {
    const { arena, stakes } = file.world.field;
    const plan = await reopening();
    let opened = false;
    const failing = proxied(file.anvil.rpc, async (method, params, next) => {
      const reports = JSON.stringify(params).includes(plan.steps[2]?.data.slice(2, 10) ?? "none");
      opened ||= (await read(arena, "paused")) === false;
      if (opened && reports && (method === "eth_estimateGas" || method === "eth_call"))
        throw evmErrors.create("RPC_ERROR", {
          endpoint: "x",
          method,
          rpcCode: 3,
          text: "reverted",
          data: "0x",
        });
      return next();
    });
    const { options: run, events } = operator(failing);
    expect(await errorCode(() => executePlan(plan, run))).toBe("STEP_WOULD_REVERT");
    expect(opened).toBe(true);
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, true]);
    expect(events.map(({ type }) => type)).toEqual([
      "owner_op.intended",
      "owner_op.executed",
      "owner_op.intended",
      "owner_op.executed",
    ]);
  });

  it("says as loudly as it can what it left open when the network is gone", async () => {
    const plan = await reopening();
    let sentOf = 0;
    const dead = proxied(file.anvil.rpc, async (method, _params, next) => {
      if (sentOf >= 2 && method === "eth_estimateGas") sentOf = 99;
      if (sentOf === 99)
        throw evmErrors.create("RPC_UNREACHABLE", { endpoint: "x", attempts: 1, problem: "cut" });
      if (method === "eth_sendRawTransaction") sentOf++;
      return next();
    });
    await expect(executePlan(plan, operator(dead).options)).rejects.toMatchObject({
      code: "LEFT_OPEN",
      details: { open: [expect.stringContaining("StakeManager"), expect.stringContaining("SelfPlayArena")] },
    });
  });
});

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

describe("a disk that refuses", () => {
  const params = () => ({ arena: file.world.own.at.arena, "committee-size": "2" });
  const hash = "a".repeat(64);

  it.each<[string, string, (folder: string) => void]>([
    ["a file where the journals should be", "ENOTDIR", (folder) => replaceBy(folder, "")],
    [
      "a damaged journal of another operation",
      "JOURNAL_UNREADABLE",
      (folder) => {
        writeFileSync(join(folder, `${hash}.plan.json`), "{}");
        writeFileSync(join(folder, `${hash}.jsonl`), "nothing of a journal\n");
      },
    ],
    [
      "a damaged plan of another operation",
      "PLAN_UNREADABLE",
      (folder) => {
        writeFileSync(join(folder, `${hash}.plan.json`), "{}");
        writeFileSync(join(folder, `${hash}.jsonl`), '{"type":"intended","at":"","seq":0}\n');
      },
    ],
  ])(
    "keeps a person's pause from nothing, and any other operation from being sent: %s",
    async (_, code, damage) => {
      const here = operatorUnder(file.anvil);
      damage(here.folder);
      const refused = await here.run("set-params", params()).catch((thrown: unknown) => thrown);
      expect(refused).toMatchObject({ code });
      expect(await file.world.own.arena.committeeSize()).not.toBe(2n);
      expect(await here.run("pause", arenaOf())).toMatchObject(through);
      expect(await file.world.own.arena.paused()).toBe(true);
    },
  );

  it("does not call an operation failed that it cannot remember the chain of", async () => {
    const here = operatorUnder(file.anvil);
    mkdirSync(join(here.folder, "deployments.json"));
    expect(await here.run("set-params", params())).toMatchObject(through);
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

  it("makes no contract of an account (EIP-7702)", async () => {
    const { arena } = file.world.own.at;
    // Delegated to something that answers like a Safe would not make it one either.
    await request("anvil_setCode", owner, `0xef0100${file.world.own.at.stakeManager.slice(2)}`);
    const plan = await planPause({ arena }, { ...options(), sender: owner });
    expect(plan.multisig).toBeNull();
    expect((await executePlan(plan, operator(file.anvil.rpc).options)).verification.ok).toBe(true);
  });
});
