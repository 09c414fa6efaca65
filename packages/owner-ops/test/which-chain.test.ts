import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { executePlan, planParams, planPause } from "../src/index.ts";
import { anvilWith } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { ownWorld } from "./support/worlds.ts";

// A chain that has Ethereum's id and is not Ethereum: what is signed for it is good on Ethereum as well.
const file = anvilWith(ownWorld, "--chain-id", "1");
const request = () => ({ arena: file.world.at.arena });
const options = () => ({ rpc: file.anvil.rpc, now: () => 0 });
const params = () => planParams({ ...request(), committeeSize: 2n }, options());
const here = (changes: object = {}) => operator(file.anvil.rpc, { journalFolder: tempRoot(), ...changes });

it("refuses what only one node vouches for, and says what does not go with it", async () => {
  const { options: run, events } = here();
  await expect(executePlan(await params(), run)).rejects.toMatchObject({
    code: "CHAIN_UNCONFIRMED",
    details: { chain: "chain 1 (Ethereum)", doubts: [expect.stringContaining("block 0")] },
  });
  expect(events).toEqual([]);
});

it("lets a pause through, which vouches for nothing later; what was vouched for does", async () => {
  const { options: run } = here();
  expect((await executePlan(await planPause(request(), options()), run)).verification.ok).toBe(true);
  await expect(executePlan(await params(), run)).rejects.toMatchObject({ code: "CHAIN_UNCONFIRMED" });
  const named = { ...run, chainIsNamed: true };
  expect((await executePlan(await params(), named)).verification.ok).toBe(true);
  const more = await planParams({ ...request(), committeeSize: 3n }, options());
  expect((await executePlan(more, run)).verification.ok).toBe(true);
});

it("takes a second endpoint's word, the caller's, and that of whoever is asked; the same endpoint twice is one", async () => {
  const twice = here({ secondRpc: file.anvil.rpc });
  await expect(executePlan(await params(), twice.options)).rejects.toMatchObject({
    code: "CHAIN_UNCONFIRMED",
  });
  const asked: unknown[] = [];
  for (const voucher of [
    { secondRpc: { ...file.anvil.rpc, label: "another" } },
    { chainIsNamed: true },
    { confirmChain: async (claim: unknown) => asked.push(claim) > 0 },
  ]) {
    const snapshot = await file.anvil.rpc.request("evm_snapshot", []);
    const done = await executePlan(await params(), here(voucher).options);
    expect(done.verification.ok).toBe(true);
    await file.anvil.rpc.request("evm_revert", [snapshot]);
  }
  expect(asked).toMatchObject([{ chainId: "1", pauses: false }]);
});
