import { setImmediate as nextTurn } from "node:timers/promises";
import type { Rpc } from "@mvcrs/evm";
import { expect, it } from "vitest";
import { executePlan, planPause, simulatePlan } from "../src/index.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld, simplePause } from "./support/worlds.ts";

const file = anvilWith(async (anvil) => {
  const own = await ownWorld(anvil);
  return { ...own.at, systemPause: await (await simplePause(own.signer)).getAddress() };
});
const [owner] = accounts;

/** An endpoint that answers what is asked at the same time together, and counts how often it does. */
function countingTrips(rpc: Rpc) {
  // Anvil answers a send before its block is there, on a busy machine: a look then finds nothing, and looks again.
  const untilMined: Rpc["request"] = async (method, params) => {
    const answered = await rpc.request(method, params);
    if (method !== "eth_sendRawTransaction") return answered;
    while ((await rpc.request("eth_getTransactionReceipt", [answered])) === null) await nextTurn();
    return answered;
  };
  let trips = 0;
  let under: Promise<unknown[]> | undefined;
  let asked: (() => Promise<unknown>)[] = [];
  const answerAll = async () => {
    await nextTurn();
    const questions = asked;
    asked = [];
    under = undefined;
    trips++;
    return Promise.all(questions.map((question) => question().catch((thrown: unknown) => ({ thrown }))));
  };
  const counted: Rpc = {
    label: rpc.label,
    async request(method, params) {
      const index = asked.push(() => untilMined(method, params)) - 1;
      under ??= answerAll();
      const answer = (await under)[index];
      if (typeof answer === "object" && answer !== null && "thrown" in answer) throw answer.thrown;
      return answer;
    },
  };
  return { rpc: counted, trips: () => trips };
}

it("pauses three contracts in few trips to the node: what can be asked at once is asked at once", async () => {
  const { rpc, trips } = countingTrips(file.anvil.rpc);
  const plan = await planPause(file.world, { rpc, sender: owner, now: () => 0 });
  expect(plan.steps).toHaveLength(3);
  // The newest block, then everything that is read at it.
  expect(trips()).toBe(2);
  const simulation = await simulatePlan(rpc, plan, BigInt(plan.block.number));
  expect(trips()).toBe(3);
  const { options } = operator(rpc, { checked: { blockHash: plan.block.hash, simulation } });
  const { verification } = await executePlan(plan, options);
  expect(verification.ok).toBe(true);
  // The chain, the state of now, the first look; then a send and a look a step, and the needs of the next; the end.
  expect(trips()).toBe(3 + 3 + 3 * 2 + 2 + 1);
});
