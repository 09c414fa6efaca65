import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { JsonRpcApiProvider } from "ethers";
import { openProvider } from "../../src/index.ts";

const wrapper = realpathSync(
  fileURLToPath(new URL("../../node_modules/@foundry-rs/anvil/package.json", import.meta.url)),
);
const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : "arm64"}`;
const binary = createRequire(wrapper).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);

/** Anvil's first accounts (the mnemonic "test test … junk"), known to everybody. */
export const ownerKey = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
export const orchestratorKey = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

export interface Anvil {
  readonly url: string;
  readonly port: number;
  readonly provider: JsonRpcApiProvider;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function startAnvil(port = 0, ...args: readonly string[]): Promise<Anvil> {
  const child: ChildProcess = spawn(binary, ["--port", String(port), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("anvil has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /Listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (found === undefined) continue;
    child.stdout.resume();
    const url = `http://127.0.0.1:${found}`;
    const provider = await openProvider(url, { pollingIntervalMs: 20 });
    return {
      url,
      port: Number(found),
      provider,
      async stop(signal = "SIGKILL") {
        provider.destroy();
        const gone = once(child, "exit");
        child.kill(signal);
        await gone;
      },
    };
  }
  throw new Error("anvil did not start");
}
