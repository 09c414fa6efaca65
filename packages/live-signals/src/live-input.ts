import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "./command.ts";
import { cliErrors } from "./errors.ts";

/** Adds the options that make a live deployment the input. */
export function liveOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
  return yargs
    .option("arena", {
      type: "string",
      requiresArg: true,
      describe: "Instead of --signals: the SelfPlayArena of a live deployment",
    })
    .option("stake-manager", {
      type: "string",
      requiresArg: true,
      describe: "With --arena: its StakeManager",
    })
    .option("system-pause", { type: "string", requiresArg: true, describe: "With --arena: its SystemPause" })
    .option("rpc-url", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "With --arena: a JSON-RPC endpoint; repeat it for independent ones (default ETH_RPC_URL)",
    })
    .option("from-block", {
      type: "string",
      requiresArg: true,
      describe: "With --arena: block of the deployment (default 0)",
    })
    .option("confirmations", {
      type: "string",
      requiresArg: true,
      describe: "With --arena: blocks to stay behind the head (default 0)",
    })
    .option("every", {
      type: "number",
      default: 12,
      describe: "With --arena and --follow: seconds between two looks",
    });
}

export interface LiveArgs {
  readonly arena: string | undefined;
  readonly stakeManager: string | undefined;
  readonly systemPause: string | undefined;
  readonly rpcUrl: string[] | undefined;
  readonly fromBlock: string | undefined;
  readonly confirmations: string | undefined;
  readonly every: number;
  readonly follow: boolean;
}

export interface LiveInput {
  readonly name: string;
  readonly batches: AsyncGenerator<DecodedBatch>;
  /** Keeps the place in the chain; call it once what was read is judged and durable. */
  save(): Promise<void>;
}

/** Opens a live deployment as an input of signals. @throws USAGE, the owner's address errors, LIVE_*. */
export async function openLive(args: LiveArgs, context: Context, dryRun: boolean): Promise<LiveInput> {
  const { files, paths, io, notice } = context;
  if (args.arena === undefined || args.stakeManager === undefined)
    throw cliErrors.create("USAGE", { problem: "--arena and --stake-manager go together" });
  if (!(args.every > 0 && args.every <= 86_400))
    throw cliErrors.create("USAGE", { problem: "--every must be above 0 and at most 86400 seconds" });
  const { httpRpc, parseAddress, parseWhole } = await import("@mvcrs/evm");
  const { follow, once, openLiveSource, orchestratorReport } = await import("@selfplay/live-signals");
  const { orchestratorPaths } = await import("@selfplay/orchestrator");
  const whole = (text: string | undefined, name: string) =>
    text === undefined ? 0n : parseWhole(text, name, "blocks", 0n, 2n ** 53n - 1n);
  const arena = parseAddress(args.arena, "--arena");
  // One place in the chain per arena: two deployments may be watched from one root.
  const cursorPath = join(paths.stateFolder, `live_cursor_${arena.slice(2).toLowerCase()}.json`);
  const urls = args.rpcUrl ?? [io.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545"];
  const saved = await files.read(cursorPath);
  const source = await openLiveSource({
    deployment: {
      arena,
      stakeManager: parseAddress(args.stakeManager, "--stake-manager"),
      systemPause:
        args.systemPause === undefined ? undefined : parseAddress(args.systemPause, "--system-pause"),
      fromBlock: whole(args.fromBlock, "--from-block"),
    },
    endpoints: urls.map((url) => httpRpc(url)),
    confirmations: whole(args.confirmations, "--confirmations"),
    report: () => orchestratorReport(files, orchestratorPaths(paths.root)),
    cursor: saved === null ? undefined : parsed(saved, cursorPath),
    notice,
  });
  const save = async () => {
    if (!dryRun) await files.write(cursorPath, `${JSON.stringify(source.snapshot())}\n`);
  };
  const batches = args.follow
    ? follow(source, {
        stop: io.stopSignal(),
        everyMs: args.every * 1000,
        sleep: (milliseconds, stop) =>
          wait(milliseconds, undefined, { signal: stop }).catch(() => {
            // Aborted: the loop ends.
          }),
        judged: save,
        notice,
      })
    : once(source);
  return { name: `arena ${arena}`, batches, save };
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw cliErrors.create(
      "USAGE",
      { problem: `${path} is not JSON; remove it to read the chain anew` },
      { cause: thrown },
    );
  }
}
