import { httpRpc, unlockedSigner } from "@mvcrs/evm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hre } from "../../../contracts/tools/hre.ts";
import { executePlan, planParams, planPause, planUnpause, simulatePlan } from "../src/index.ts";
import { accounts } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld, send } from "./support/worlds.ts";

// Hardhat's node is another implementation of Ethereum: no eth_simulateV1, no eth_signTransaction, reverts worded its own
// way. What works here does not rest on anvil's habits.
let server: Awaited<ReturnType<typeof hre.network.createServer>>;
let url = "";

beforeAll(async () => {
  server = await hre.network.createServer("default", "127.0.0.1");
  url = `http://127.0.0.1:${(await server.listen()).port}`;
});
afterAll(() => server.close());

it("plans, simulates, explains and carries out on Hardhat's node", async () => {
  const rpc = httpRpc(url);
  const { at, stakes, arena } = await ownWorld({ url, rpc });
  const options = { rpc, now: () => 0 };

  const pause = await planPause(at, options);
  expect(await simulatePlan(rpc, pause)).toMatchObject({ method: "override", ok: true });
  expect((await executePlan(pause, operator(rpc).options)).verification.ok).toBe(true);

  const byStranger = await planUnpause({ arena: at.arena }, { ...options, sender: accounts[1] });
  const { steps } = await simulatePlan(rpc, byStranger);
  expect(steps[0]?.error).toBe(`NotOwnerOrPauser(${accounts[1]})`);

  const unpause = await planUnpause(at, options);
  const { options: unlocked } = operator(rpc, { signer: unlockedSigner(rpc, accounts[0]) });
  expect((await executePlan(unpause, unlocked)).verification.ok).toBe(true);
  expect(await arena.paused()).toBe(false);

  await send(stakes, "setFeePct", 60);
  await send(stakes, "setBurnPct", 40);
  const shares = await planParams(
    { stakeManager: at.stakeManager, feePct: 10n, validatorRewardPct: 50n },
    options,
  );
  expect(await simulatePlan(rpc, shares)).toMatchObject({ method: "override", ok: true });
  expect((await executePlan(shares, operator(rpc).options)).verification.ok).toBe(true);
});
