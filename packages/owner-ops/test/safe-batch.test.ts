import { errorCode } from "@mvcrs/test-kit";
import { Interface } from "ethers";
import { describe, expect, it } from "vitest";
import { executePlan, planParams, planPause, safeChecksum, simulatePlan, toSafeBatch } from "../src/index.ts";
import { accounts, anvilWith } from "./support/anvil.ts";
import { operator } from "./support/operator.ts";
import { executeBatch, realSafe } from "./support/safe.ts";
import { fieldWorld, read, send } from "./support/worlds.ts";

const file = anvilWith(fieldWorld);
const options = () => ({ rpc: file.anvil.rpc, now: () => 1_800_000_000_000 });

describe("toSafeBatch", () => {
  it("gives a batch that, executed by the multisig, leads to the state planned", async () => {
    const { arena, stakes, signer, provider, at } = file.world;
    const wallet = await realSafe(signer, [accounts[1], accounts[2], accounts[3]], 2);
    const { address } = wallet;
    await send(arena, "transferOwnership", address);
    await send(stakes, "transferOwnership", address);
    const plan = await planParams(
      { ...at, teacherSplit: 6000n, studentSplit: 2000n, validatorSplit: 2000n, feePct: 4n, burnPct: 3n },
      options(),
    );
    expect(plan.sender).toBe(address);
    expect(plan.multisig).toEqual({ owners: 3, threshold: 2 });
    expect((await simulatePlan(file.anvil.rpc, plan)).ok).toBe(true);
    expect(await errorCode(() => executePlan(plan, operator(file.anvil.rpc).options))).toBe(
      "MULTISIG_REQUIRED",
    );

    const batch = toSafeBatch(plan);
    expect(batch.meta.createdFromSafeAddress).toBe(address);
    // What the builder would encode from the decoded fields is what the file's data says.
    for (const { contractMethod, contractInputsValues, data } of batch.transactions) {
      const { name, inputs } = contractMethod;
      const abi = new Interface([
        { type: "function", name, inputs, outputs: [], stateMutability: "nonpayable" },
      ]);
      expect(
        abi.encodeFunctionData(
          name,
          inputs.map((input) => contractInputsValues[input.name]),
        ),
      ).toBe(data);
    }
    await executeBatch(wallet, batch, [
      await provider.getSigner(accounts[1]),
      await provider.getSigner(accounts[3]),
    ]);
    expect(await read(arena, "teacherRewardSplitBps")).toBe(6000n);
    expect([await read(stakes, "feePct"), await read(stakes, "burnPct")]).toEqual([4n, 3n]);
  });

  it("names the decoded call, and SystemPause's call where the plan goes through it", async () => {
    const { stakes, system, signer, at } = file.world;
    const { address } = await realSafe(signer, [accounts[1]], 1);
    await send(stakes, "transferOwnership", at.systemPause);
    await send(system, "transferOwnership", address);
    const batch = toSafeBatch(await planParams({ stakeManager: at.stakeManager, feePct: 4n }, options()));
    expect(batch.transactions[0]).toMatchObject({
      to: at.systemPause,
      contractMethod: { name: "executeGovernanceCall" },
      contractInputsValues: { target: at.stakeManager },
    });
  });

  it("refuses where nobody could execute it", async () => {
    const plan = await planPause({ arena: file.world.at.arena }, options());
    expect(await errorCode(() => toSafeBatch(plan))).toBe("NOT_A_MULTISIG");
  });
});

it("has the checksum that the Transaction Builder writes", () => {
  // A file that the Transaction Builder 1.16.5 exported; it stands in a comment of a public repository.
  const exported = {
    version: "1.0",
    chainId: "1",
    createdAt: 1713949623894,
    meta: {
      name: "Transactions Batch",
      description: "",
      txBuilderVersion: "1.16.5",
      createdFromSafeAddress: "0xcdd57D11476c22d265722F68390b036f3DA48c21",
      createdFromOwnerAddress: "",
      checksum: "0x37b66d67757452f835ebc6540e283e27544d1414409577963593e7e535ce3ad9",
    },
    transactions: [
      {
        to: "0x9f26d4C958fD811A1F59B01B86Be7dFFc9d20761",
        value: "0",
        data: null,
        contractMethod: {
          inputs: [
            { internalType: "address", name: "target", type: "address" },
            { internalType: "uint256", name: "value", type: "uint256" },
            { internalType: "bytes", name: "data", type: "bytes" },
            { internalType: "bytes32", name: "predecessor", type: "bytes32" },
            { internalType: "bytes32", name: "salt", type: "bytes32" },
            { internalType: "uint256", name: "delay", type: "uint256" },
          ],
          name: "schedule",
          payable: false,
        },
        contractInputsValues: {
          target: "0x9FFDF407cDe9a93c47611799DA23924Af3EF764F",
          value: "0",
          data: "0x3beb551700000000000000000000000061ff310ac15a517a846da08ac9f9abf2a0f9a2bf00000000000000000000000000000000000000000000000000000000000007d00000000000000000000000000000000000000000000000000000000000001388",
          predecessor: "0x0",
          salt: "0x0",
          delay: "259200",
        },
      },
    ],
  };
  expect(safeChecksum(exported)).toBe(exported.meta.checksum);
});
