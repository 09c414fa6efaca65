import { type ChildProcess, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { httpRpc, type Rpc } from "@mvcrs/evm";
import { afterAll, beforeAll, beforeEach } from "vitest";

const wrapper = realpathSync(
  fileURLToPath(new URL("../../node_modules/@foundry-rs/anvil/package.json", import.meta.url)),
);
const platform = `${process.platform === "win32" ? "win32" : process.platform}-${process.arch === "x64" ? "amd64" : "arm64"}`;
const binary = createRequire(wrapper).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);

/** Anvil's first accounts (the mnemonic "test test … junk"), known to everybody. */
export const keys = [
  "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
  "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
  "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
] as const;
export const accounts = [
  "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
  "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
  "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
] as const;

export interface Anvil {
  readonly url: string;
  readonly rpc: Rpc;
}

/** Starts a node for the tests of a file; `stop` ends it. */
export async function startAnvil(...args: string[]): Promise<Anvil & { stop(): void }> {
  const child: ChildProcess = spawn(binary, ["--port", "0", "--disable-code-size-limit", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("anvil has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    const url = `http://127.0.0.1:${port}`;
    return { url, rpc: httpRpc(url), stop: () => child.kill("SIGKILL") };
  }
  throw new Error("anvil did not start");
}

/**
 * One node for a file: `prepare` runs once, and every test starts from the state it has left.
 */
export function anvilWith<T>(
  prepare: (anvil: Anvil) => Promise<T>,
  ...args: string[]
): { readonly anvil: Anvil; readonly world: T } {
  let anvil: (Anvil & { stop(): void }) | undefined;
  let world: T | undefined;
  let snapshot: unknown;
  beforeAll(async () => {
    anvil = await startAnvil(...args);
    world = await prepare(anvil);
    snapshot = await anvil.rpc.request("evm_snapshot", []);
  });
  beforeEach(async () => {
    await anvil?.rpc.request("evm_revert", [snapshot]);
    snapshot = await anvil?.rpc.request("evm_snapshot", []);
  });
  afterAll(() => anvil?.stop());
  const there = <V>(value: V | undefined): V => {
    if (value === undefined) throw new Error("the node has not started");
    return value;
  };
  return {
    get anvil() {
      return there(anvil);
    },
    get world() {
      return there(world);
    },
  };
}
