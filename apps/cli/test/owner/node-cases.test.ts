import { evmErrors } from "@mvcrs/evm";
import { errorCode } from "@mvcrs/test-kit";
import { executePlan, planParams, planPause } from "@selfplay/owner-ops";
import { Transaction } from "ethers";
import { describe, expect, it } from "vitest";
import { anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { operator, proxied } from "../../../../packages/owner-ops/test/support/operator.ts";
import { fieldWorld, ownWorld } from "../../../../packages/owner-ops/test/support/worlds.ts";
import { atSends, chainOf, gwei, sends, through, tipOf, words } from "./case.ts";
import { deadEndpoint, operatorUnder, type Play, stuckEndpoint } from "./schedule.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const { request, withoutMining, foreign } = chainOf(file);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const arenaOf = () => ({ arena: file.world.own.at.arena });

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

describe("two endpoints, one of which is dead", () => {
  const both = () => ({ "rpc-url": [file.anvil.url, deadEndpoint] });

  it("keep no person from pausing, and everything else from being done", async () => {
    const { run } = operatorUnder(file.anvil);
    const { arena } = arenaOf();
    expect((await run("pause", { ...arenaOf(), ...both(), autonomous: true })).code).toBe("RPC_UNREACHABLE");
    expect((await run("set-params", { arena, "committee-size": "2", ...both() })).code).toBe(
      "RPC_UNREACHABLE",
    );
    expect(await run("pause", { ...arenaOf(), ...both() })).toMatchObject(through);
    expect(await file.world.own.arena.paused()).toBe(true);
    expect((await run("unpause", { ...arenaOf(), ...both() })).code).toBe("RPC_UNREACHABLE");
    expect(await run("unpause", arenaOf())).toMatchObject(through);
  });

  it("are the second alone where the first is dead; two dead ones are none", async () => {
    const { run } = operatorUnder(file.anvil);
    const swapped = { ...arenaOf(), "rpc-url": [deadEndpoint, file.anvil.url] };
    expect(await run("pause", swapped)).toMatchObject(through);
    expect((await run("unpause", swapped)).code).toBe("RPC_UNREACHABLE");
    expect(await run("unpause", arenaOf())).toMatchObject(through);
    const none = { ...arenaOf(), "rpc-url": [deadEndpoint, deadEndpoint] };
    expect((await run("pause", none)).code).toBe("RPC_UNREACHABLE");
  });
});

describe("a node that shows old blocks only", () => {
  it.each([
    ["first", () => [stuckEndpoint, file.anvil.url]],
    ["second", () => [file.anvil.url, stuckEndpoint]],
  ])("is left out of a person's pause where it is the %s of two, and refuses all else", async (_, urls) => {
    const { run, said } = operatorUnder(file.anvil);
    const { arena } = arenaOf();
    const two = { "rpc-url": urls() };
    expect((await run("pause", { arena, ...two, autonomous: true })).code).toBe("ENDPOINTS_DISAGREE");
    expect((await run("set-params", { arena, "committee-size": "2", ...two })).code).toBe(
      "ENDPOINTS_DISAGREE",
    );
    expect(await run("pause", { arena, ...two })).toMatchObject(through);
    expect(said.filter((text) => text.includes("180 minutes behind the other"))).toHaveLength(1);
    expect(await run("unpause", arenaOf())).toMatchObject(through);
  });

  it("is named where it is the only one", async () => {
    const { stakeManager } = file.world.own.at;
    const told: string[] = [];
    const { timestamp } = Object(await request("eth_getBlockByNumber", "latest", false));
    const now = () => (Number(timestamp) + 601) * 1_000;
    const plan = await planPause(
      { stakeManager },
      { ...options(), now, onProgress: (text) => told.push(text) },
    );
    expect(plan.steps).toHaveLength(1);
    expect(told).toEqual([expect.stringContaining("is 10 minutes old")]);
  });
});
