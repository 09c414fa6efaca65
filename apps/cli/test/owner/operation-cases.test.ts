import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evmErrors } from "@mvcrs/evm";
import { errorCode } from "@mvcrs/test-kit";
import { executePlan, planSlash } from "@selfplay/owner-ops";
import { describe, expect, it } from "vitest";
import { anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { operator, proxied } from "../../../../packages/owner-ops/test/support/operator.ts";
import { fieldWorld, ownWorld, read, send } from "../../../../packages/owner-ops/test/support/worlds.ts";
import { chainOf, other, through, validator } from "./case.ts";
import { operatorUnder, type Play } from "./schedule.ts";

const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const { request, withoutMining } = chainOf(file);
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const arenaOf = () => ({ arena: file.world.own.at.arena });

const replaceBy = (path: string, text: string): void => {
  rmSync(path, { recursive: true });
  writeFileSync(path, text);
};

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

  it("says what it could not close, where that no longer answers, and closes the rest", async () => {
    const { at, arena } = file.world.field;
    const plan = await reopening();
    let broken = false;
    const breaking = proxied(file.anvil.rpc, async (method, params, next) => {
      const reports = JSON.stringify(params).includes(plan.steps[2]?.data.slice(2, 10) ?? "none");
      if (!broken && reports && method === "eth_estimateGas" && (await read(arena, "paused")) === false) {
        broken = true;
        await request("anvil_setCode", at.stakeManager, "0x5f5ffd");
      }
      return next();
    });
    await expect(executePlan(plan, operator(breaking).options)).rejects.toMatchObject({
      code: "LEFT_OPEN",
      details: {
        open: [`StakeManager ${at.stakeManager}`],
        closing: expect.stringContaining(at.stakeManager),
      },
    });
    expect([broken, await read(arena, "paused")]).toEqual([true, true]);
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
