import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { messageOf } from "@mvcrs/errors";
import { drillErrors } from "../errors.ts";

export interface EmbeddedChain {
  readonly url: string;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  stop(): void;
}

/** Where the binary is: the wrapper depends on one package per platform, which the wrapper alone can see. */
function binary(): string {
  const require = createRequire(import.meta.url);
  const wrapper = require.resolve("@foundry-rs/anvil/package.json");
  const machine = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  return createRequire(wrapper).resolve(`@foundry-rs/anvil-${machine}/bin/anvil`);
}

/** Starts a chain on a free port of this machine. Its first block is of `genesis` (Unix seconds). @throws DRILL_CHAIN, DRILL_CHAIN_MISSING */
export async function startChain(genesis: number): Promise<EmbeddedChain> {
  let path: string;
  try {
    path = binary();
  } catch (thrown) {
    const machine = `${process.platform}-${process.arch}`;
    throw drillErrors.create("DRILL_CHAIN_MISSING", { machine }, { cause: thrown });
  }
  const child = spawn(path, ["--port", "0", "--timestamp", String(genesis), "--disable-code-size-limit"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const failed = new Promise<never>((_, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`it ended with ${code}`)));
  });
  failed.catch(() => {
    // Its end after `stop` is no failure.
  });
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) return port;
    }
    return failed;
  })();
  const port = await Promise.race([listening, failed]).catch((thrown: unknown) => {
    throw drillErrors.create("DRILL_CHAIN", { problem: messageOf(thrown) }, { cause: thrown });
  });
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    request: (method, params) => request(url, method, params),
    stop: () => child.kill("SIGKILL"),
  };
}

async function request(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer !== null && "result" in answer) return answer.result;
  throw drillErrors.create("DRILL_CHAIN", { problem: `${method}: ${JSON.stringify(answer)}` });
}
