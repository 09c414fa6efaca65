import { setTimeout as wait } from "node:timers/promises";
import type { LiveInput } from "@selfplay/live-signals";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "./command.ts";
import { deploymentOption, rpcUrlOf } from "./deployment-options.ts";
import { cliErrors } from "./errors.ts";

const withArena = (name: "stake-manager" | "system-pause") =>
  ({ type: "string", requiresArg: true, describe: `With --arena: ${deploymentOption[name]}` }) as const;

/** Adds the options that make a live deployment the input. */
export function liveOptions<Args extends GlobalArgs>(yargs: Argv<Args>) {
  return yargs
    .option("arena", {
      type: "string",
      requiresArg: true,
      describe: "Instead of --signals: the SelfPlayArena of a live deployment",
    })
    .option("stake-manager", withArena("stake-manager"))
    .option("system-pause", withArena("system-pause"))
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

/** Opens the live deployment that the options name. @throws USAGE, what `parseAddress`, `parseWhole`, `rpcUrlOf` and `openLiveInput` throw */
export async function openLive(
  args: LiveArgs,
  context: Context,
  dryRun: boolean,
  patient = true,
): Promise<LiveInput> {
  const { files, paths, io, notice } = context;
  if (args.arena === undefined || args.stakeManager === undefined)
    throw cliErrors.create("USAGE", { problem: "--arena and --stake-manager go together" });
  if (!(args.every > 0 && args.every <= 86_400))
    throw cliErrors.create("USAGE", { problem: "--every must be above 0 and at most 86400 seconds" });
  const { httpRpc, parseAddress, parseWhole } = await import("@mvcrs/evm");
  const { openLiveInput, orchestratorReport } = await import("@selfplay/live-signals");
  const { orchestratorPaths } = await import("@selfplay/orchestrator");
  const whole = (text: string | undefined, name: string) =>
    text === undefined ? 0n : parseWhole(text, name, "blocks", 0n, 2n ** 53n - 1n);
  const address = (text: string | undefined, name: string) =>
    text === undefined ? undefined : parseAddress(text, name);
  const urls = args.rpcUrl ?? [rpcUrlOf(undefined, io.env)];
  return openLiveInput({
    deployment: {
      arena: parseAddress(args.arena, "--arena"),
      stakeManager: parseAddress(args.stakeManager, "--stake-manager"),
      systemPause: address(args.systemPause, "--system-pause"),
      fromBlock: whole(args.fromBlock, "--from-block"),
    },
    endpoints: urls.map((url) => httpRpc(url)),
    confirmations: whole(args.confirmations, "--confirmations"),
    report: () => orchestratorReport(files, orchestratorPaths(paths.root)),
    place: { files, folder: paths.stateFolder, keep: !dryRun },
    following: args.follow
      ? { stop: io.stopSignal(), everyMs: args.every * 1000, patient, sleep: pause }
      : null,
    notice,
  });
}

const pause = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal: stop }).catch(() => {
    // Aborted: the loop ends.
  });
