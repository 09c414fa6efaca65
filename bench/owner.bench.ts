// A pause of three contracts, planned, simulated, recorded, sent and verified, beside three `cast send` of Foundry's in
// the same run: straight to the node, and with 50 ms added to every request.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundledMain as mvcrs } from "../apps/cli/scripts/is-fresh.ts";
import { keys, startAnvil } from "../packages/owner-ops/test/support/anvil.ts";
import { ownWorld, simplePause } from "../packages/owner-ops/test/support/worlds.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const cast = npmsCast();
const native = nativeCast();
const anvil = await startAnvil();
const world = await ownWorld(anvil);
const system = await (await simplePause(world.signer)).getAddress();
const { arena, stakeManager } = world.at;

/** As npm installs it: a script of Node's that starts the program. */
function npmsCast(): string {
  const found = execFileSync("npx", ["-y", "-p", "@foundry-rs/cast@1.7.1", "-c", "command -v cast"], {
    encoding: "utf8",
  });
  return found.trim();
}

/** The program itself, without the script's start. */
function nativeCast(): string {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : "arm64"}`;
  return createRequire(realpathSync(cast)).resolve(`@foundry-rs/cast-${platform}/bin/cast`);
}

async function slowed(milliseconds: number) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await sleep(milliseconds);
    const answer = await fetch(anvil.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, OWNER_PRIVATE_KEY: keys[0], ETH_PRIVATE_KEY: keys[0] };
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += String(text);
  });
  const [status] = await once(child, "exit");
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${said}`);
}

/** Seconds of the fastest of some runs: noise only ever adds. */
async function fastest(action: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const snapshot = await anvil.rpc.request("evm_snapshot", []);
    const from = performance.now();
    await action();
    best = Math.min(best, (performance.now() - from) / 1_000);
    await anvil.rpc.request("evm_revert", [snapshot]);
  }
  return best;
}

const folder = mkdtempSync(join(tmpdir(), "mvcrs-bench-owner-"));
try {
  let roots = 0;
  for (const delay of [0, 50]) {
    const node = delay === 0 ? { url: anvil.url, stop: () => {} } : await slowed(delay);
    const contracts = ["--arena", arena, "--stake-manager", stakeManager, "--system-pause", system];
    const ours = await fastest(() =>
      run(process.execPath, [
        ...[mvcrs, "owner", "pause", "--root", join(folder, String(++roots)), ...contracts],
        ...["--rpc-url", node.url, "--yes", "--accept-warnings"],
      ]),
    );
    const threeOf = (program: string) =>
      fastest(async () => {
        for (const contract of [system, arena, stakeManager])
          await run(program, ["send", contract, "pause()", "--rpc-url", node.url, "--private-key", keys[0]]);
      });
    const theirs = await threeOf(cast);
    const bare = await threeOf(native);
    process.stdout.write(
      `a pause of three contracts, ${delay} ms a request, fastest of ${rounds}\n` +
        `  three cast send    ${theirs.toFixed(3)} s\n` +
        `  mvcrs owner pause  ${ours.toFixed(3)} s\n` +
        `  ratio              ${(ours / theirs).toFixed(2)} (at most 1.5)\n` +
        `  three of its bare program take ${bare.toFixed(3)} s, a ratio of ${(ours / bare).toFixed(2)}\n`,
    );
    node.stop();
  }
} finally {
  anvil.stop();
  world.provider.destroy();
  rmSync(folder, { recursive: true });
}
