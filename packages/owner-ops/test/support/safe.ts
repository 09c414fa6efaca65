import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  Contract as At,
  type Contract,
  ContractFactory,
  concat,
  Interface,
  type Signer,
  solidityPacked,
  ZeroAddress,
  zeroPadValue,
} from "ethers";
import type { SafeBatch } from "../../src/index.ts";
import { send } from "./worlds.ts";

// The Safe's own contracts, version 1.4.1, as its authors publish them.
const artifacts = new URL(
  "../../node_modules/@safe-global/safe-contracts/build/artifacts/contracts/",
  import.meta.url,
);
const artifact = (path: string): { readonly abi: []; readonly bytecode: string } =>
  JSON.parse(readFileSync(fileURLToPath(new URL(path, artifacts)), "utf8"));

async function deploy(signer: Signer, path: string): Promise<Contract> {
  const { abi, bytecode } = artifact(path);
  const contract = await new ContractFactory(abi, bytecode, signer).deploy();
  await contract.waitForDeployment();
  return new At(await contract.getAddress(), abi, signer);
}

/** A real Safe behind its proxy, and the library that its Transaction Builder sends batches through. */
export async function realSafe(signer: Signer, owners: readonly string[], threshold: number) {
  const singleton = await deploy(signer, "Safe.sol/Safe.json");
  const factory = await deploy(signer, "proxies/SafeProxyFactory.sol/SafeProxyFactory.json");
  const multiSend = await deploy(signer, "libraries/MultiSendCallOnly.sol/MultiSendCallOnly.json");
  const setup = singleton.interface.encodeFunctionData("setup", [
    owners,
    threshold,
    ZeroAddress,
    "0x",
    ZeroAddress,
    ZeroAddress,
    0,
    ZeroAddress,
  ]);
  const create = factory.getFunction("createProxyWithNonce");
  const address: string = await create.staticCall(await singleton.getAddress(), setup, 1);
  await (await create.send(await singleton.getAddress(), setup, 1)).wait();
  return { safe: new At(address, singleton.interface, signer), address, multiSend };
}

const multiSendInterface = new Interface(["function multiSend(bytes transactions)"]);

/** Executes a batch as the Safe's app does: one delegate call to MultiSend, approved by `approvers`. */
export async function executeBatch(
  { safe, multiSend }: Awaited<ReturnType<typeof realSafe>>,
  batch: SafeBatch,
  approvers: readonly Signer[],
): Promise<void> {
  const packed = batch.transactions.map(({ to, value, data }) =>
    solidityPacked(
      ["uint8", "address", "uint256", "uint256", "bytes"],
      [0, to, value, (data.length - 2) / 2, data],
    ),
  );
  const delegateCall = 1;
  const call = [
    await multiSend.getAddress(),
    0,
    multiSendInterface.encodeFunctionData("multiSend", [concat(packed)]),
    delegateCall,
    0,
    0,
    0,
    ZeroAddress,
    ZeroAddress,
  ];
  const hash: string = await safe
    .getFunction("getTransactionHash")
    .staticCall(...call, await safe.getFunction("nonce").staticCall());
  const addresses: string[] = [];
  for (const approver of approvers) {
    await send(safe.connect(approver), "approveHash", hash);
    addresses.push(await approver.getAddress());
  }
  // An approval on chain counts as a signature of kind 1: r is the owner, s is empty; owners in ascending order.
  addresses.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const signatures = concat(
    addresses.map((owner) => concat([zeroPadValue(owner, 32), `0x${"00".repeat(32)}`, "0x01"])),
  );
  await send(safe, "execTransaction", ...call, signatures);
}
