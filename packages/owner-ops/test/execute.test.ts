import { readdirSync, readFileSync } from "node:fs";
import { evmErrors, httpRpc, unlockedSigner } from "@mvcrs/evm";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  executePlan,
  type Plan,
  planParams,
  planPause,
  planRoles,
  planSlash,
  planUnpause,
  unfinishedPlans,
} from "../src/index.ts";
import { accounts, anvilWith, keys } from "./support/anvil.ts";
import { operator, proxied } from "./support/operator.ts";
import { fieldWorld, ownWorld, read, send } from "./support/worlds.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const [owner, other, newcomer, validator] = accounts;
const nonce = async () => Number(await file.anvil.rpc.request("eth_getTransactionCount", [owner, "latest"]));
describe("executePlan", () => {
  it("does what each plan says, on our contracts, and records intent and receipts", async () => {
    const { arena, stakes, at } = file.world.own;
    const run = async (plan: Plan) => {
      const { options, events } = operator(file.anvil.rpc);
      const { verification, receipts, resumed } = await executePlan(plan, options);
      expect(verification.ok).toBe(true);
      expect(resumed).toBe(false);
      expect(receipts).toHaveLength(plan.steps.length);
      expect(events.map(({ type }) => type)).toEqual(["owner_op.intended", "owner_op.executed"]);
      expect(events[0]).toMatchObject({ plan_hash: plan.hash, actor: "on-call", caller: "human" });
    };
    await run(await planPause(at, options()));
    expect([await arena.paused(), await stakes.paused()]).toEqual([true, true]);
    await run(
      await planSlash(
        { arena: at.arena, roundId: 1n, validator, amount: 5n, recipient: other, reason: "moderation:block" },
        options(),
      ),
    );
    expect(await stakes.stakeOf(validator, 1)).toBe(10n ** 19n - 5n);
    await run(await planUnpause(at, options()));
    expect([await arena.paused(), await stakes.paused()]).toEqual([false, false]);
    await run(
      await planRoles({ ...at, allowOrchestrators: [newcomer], allowLockManagers: [newcomer] }, options()),
    );
    expect([await arena.orchestrators(newcomer), await stakes.validatorLockManagers(newcomer)]).toEqual([
      true,
      true,
    ]);
    await run(await planParams({ ...at, teacherReward: 7n, feePct: 4n, burnPct: 96n }, options()));
    expect([await arena.baseTeacherReward(), await stakes.feePct(), await stakes.burnPct()]).toEqual([
      7n,
      4n,
      96n,
    ]);
  });

  it("does the same on contracts in the field, through SystemPause where that owns them", async () => {
    const { arena, stakes, at } = file.world.field;
    await send(stakes, "transferOwnership", at.systemPause);
    const run = async (plan: Plan) =>
      expect((await executePlan(plan, operator(file.anvil.rpc).options)).verification.ok).toBe(true);
    await run(
      await planParams(
        { ...at, teacherSplit: 6000n, studentSplit: 2000n, validatorSplit: 2000n, validatorRewardPct: 9n },
        options(),
      ),
    );
    expect([await read(arena, "teacherRewardSplitBps"), await read(stakes, "validatorRewardPct")]).toEqual([
      6000n,
      9n,
    ]);
    await run(
      await planSlash(
        {
          arena: at.arena,
          systemPause: at.systemPause,
          roundId: 1n,
          validator,
          amount: 5n,
          recipient: other,
          reason: "r",
        },
        options(),
      ),
    );
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, true]);
    await run(await planUnpause(at, options()));
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([false, false]);
  });

  it("goes on after any lost answer, and sends nothing twice", async () => {
    const { at } = file.world.field;
    const plan = await planParams({ ...at, teacherReward: 7n, validatorStake: 5n, feePct: 4n }, options());
    const before = await nonce();
    const folder = tempRoot();
    // The connection breaks after every possible request in turn; the node still gets the request.
    let runs = 0;
    for (let limit = 30; ; limit += 3) {
      runs++;
      let count = 0;
      const broken = proxied(file.anvil.rpc, async (_method, _params, next) => {
        const answer = await next();
        if (++count > limit)
          throw evmErrors.create("RPC_UNREACHABLE", { endpoint: "x", attempts: 1, problem: "cut" });
        return answer;
      });
      const code = await errorCode(() =>
        executePlan(plan, operator(broken, { journalFolder: folder }).options),
      );
      if (code === undefined) break;
      expect(code).toBe("RPC_UNREACHABLE");
    }
    expect(runs).toBeGreaterThan(2);
    expect(await nonce()).toBe(before + plan.steps.length);
    expect(unfinishedPlans(folder, plan.chainId, owner)).toEqual([]);
  });

  it("works with a node that drops every third answer", async () => {
    const { at } = file.world.own;
    let count = 0;
    const dropping = httpRpc(file.anvil.url, {
      sleep: async () => {},
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (++count % 3 === 0) throw new TypeError("socket hang up");
        return response;
      },
    });
    const plan = await planParams({ ...at, teacherReward: 7n, feePct: 4n }, { rpc: dropping, now: () => 0 });
    const before = await nonce();
    const { verification } = await executePlan(plan, operator(dropping).options);
    expect(verification.ok).toBe(true);
    expect(await nonce()).toBe(before + 2);
  });

  it("works with a node that can neither simulate nor override nor fork", async () => {
    const { stakes, at } = file.world.own;
    await send(stakes, "setFeePct", 60);
    await send(stakes, "setBurnPct", 40);
    const plain = proxied(file.anvil.rpc, (method, params, next) => {
      if (!/simulate|debug|trace|anvil|evm/.test(method) && !(method === "eth_call" && params.length > 2))
        return next();
      const text = `the method ${method} does not exist/is not available`;
      return Promise.reject(
        evmErrors.create("RPC_ERROR", { endpoint: "x", method, rpcCode: -32601, text, data: undefined }),
      );
    });
    const request = { stakeManager: at.stakeManager, feePct: 10n, validatorRewardPct: 50n };
    const plan = await planParams(request, { rpc: plain, now: () => 0 });
    expect((await executePlan(plan, operator(plain).options)).verification.ok).toBe(true);
    expect(await stakes.validatorRewardPct()).toBe(50n);
  });

  it("replaces a transaction that is stuck, within the cap", async () => {
    const { at, arena } = file.world.own;
    const plan = await planParams({ arena: at.arena, teacherReward: 7n }, options());
    await file.anvil.rpc.request("evm_setAutomine", [false]);
    const said: string[] = [];
    let sends = 0;
    const stuck = proxied(file.anvil.rpc, async (method, _params, next) => {
      const answer = await next();
      if (method === "eth_sendRawTransaction" && ++sends === 2) await file.anvil.rpc.request("evm_mine", []);
      return answer;
    });
    const { options: run } = operator(stuck, { bumpAfterMs: 1_000, onProgress: (text) => said.push(text) });
    const { verification } = await executePlan(plan, run);
    await file.anvil.rpc.request("evm_setAutomine", [true]);
    expect(verification.ok).toBe(true);
    expect(sends).toBe(2);
    expect(said.some((text) => text.includes("replacing"))).toBe(true);
    expect(await arena.baseTeacherReward()).toBe(7n);
  });

  it("replaces what a node takes and never shows, as one that keeps it from the pool", async () => {
    const { at, arena } = file.world.own;
    const plan = await planPause({ arena: at.arena }, options());
    await file.anvil.rpc.request("evm_setAutomine", [false]);
    const taken = new Set<unknown>();
    const hidden = proxied(file.anvil.rpc, async (method, params, next) => {
      if (method === "eth_getTransactionByHash") return null;
      if (method !== "eth_sendRawTransaction") return next();
      taken.add(params[0]);
      const answer = await next();
      if (taken.size === 2) await file.anvil.rpc.request("evm_mine", []);
      return answer;
    });
    const { options: run } = operator(hidden, { bumpAfterMs: 5_000, giveUpAfterMs: 20_000 });
    const { verification } = await executePlan(plan, run).finally(() =>
      file.anvil.rpc.request("evm_setAutomine", [true]),
    );
    expect([verification.ok, taken.size, await arena.paused()]).toEqual([true, 2, true]);
  });

  it("gives up waiting in the end, and can be run again", async () => {
    const { at } = file.world.own;
    const plan = await planParams({ arena: at.arena, teacherReward: 7n }, options());
    const folder = tempRoot();
    await file.anvil.rpc.request("evm_setAutomine", [false]);
    let ticks = 0;
    // The clock of the record stands still (a replay); waiting has its own.
    const impatient = operator(file.anvil.rpc, {
      giveUpAfterMs: 500,
      journalFolder: folder,
      now: () => 0,
      ticks: () => (ticks += 100),
    });
    expect(await errorCode(() => executePlan(plan, impatient.options))).toBe("NOT_MINED");
    expect(unfinishedPlans(folder, plan.chainId, owner).map(({ hash }) => hash)).toEqual([plan.hash]);
    await file.anvil.rpc.request("evm_mine", []);
    await file.anvil.rpc.request("evm_setAutomine", [true]);
    const patient = operator(file.anvil.rpc, { journalFolder: folder });
    const { resumed } = await executePlan(plan, patient.options);
    expect(resumed).toBe(true);
    expect(patient.events.map(({ type }) => type)).toEqual(["owner_op.executed"]);
    // A third time there is nothing to do, and nothing is recorded again.
    const third = operator(file.anvil.rpc, { journalFolder: folder });
    await executePlan(plan, third.options);
    expect(third.events).toEqual([]);
  });

  it("signs with an unlocked account of the node, also where the node only signs and sends in one go", async () => {
    const { at } = file.world.own;
    const noSign = proxied(file.anvil.rpc, async (method, _params, next) => {
      if (method === "eth_signTransaction")
        throw evmErrors.create("RPC_ERROR", {
          endpoint: "x",
          method,
          rpcCode: -32601,
          text: "method not found",
          data: undefined,
        });
      return next();
    });
    for (const [rpc, reward] of [
      [file.anvil.rpc, 7n],
      [noSign, 8n],
    ] as const) {
      const plan = await planParams({ arena: at.arena, teacherReward: reward }, options());
      const { options: run } = operator(rpc, { signer: unlockedSigner(rpc, owner) });
      expect((await executePlan(plan, run)).verification.ok).toBe(true);
    }
    // The answer to eth_sendTransaction is lost; the next run finds the transaction by account and nonce.
    const plan = await planParams({ arena: at.arena, teacherReward: 9n, feePct: undefined }, options());
    const lost = proxied(noSign, async (method, _params, next) => {
      const answer = await next();
      if (method === "eth_sendTransaction")
        throw evmErrors.create("RPC_UNREACHABLE", { endpoint: "x", attempts: 1, problem: "cut" });
      return answer;
    });
    const folder = tempRoot();
    const before = await nonce();
    const signer = unlockedSigner(lost, owner);
    expect(
      await errorCode(() => executePlan(plan, operator(lost, { signer, journalFolder: folder }).options)),
    ).toBe("RPC_UNREACHABLE");
    const again = operator(noSign, { signer: unlockedSigner(noSign, owner), journalFolder: folder });
    expect((await executePlan(plan, again.options)).resumed).toBe(true);
    expect(await nonce()).toBe(before + 1);
  });

  it("never writes the key anywhere", async () => {
    const { at } = file.world.own;
    const folder = tempRoot();
    const said: string[] = [];
    const { options: run, events } = operator(file.anvil.rpc, {
      journalFolder: folder,
      onProgress: (text) => said.push(text),
    });
    await executePlan(await planPause(at, options()), run);
    const written = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    const everything = JSON.stringify([written, said, events, run.signer]);
    expect(everything.toLowerCase()).not.toContain(keys[0].slice(2, 34));
  });
});
