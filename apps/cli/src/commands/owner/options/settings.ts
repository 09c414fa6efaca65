import {
  evmErrors,
  greater,
  httpRpc,
  latestBlock,
  parseWhole,
  type Rpc,
  type TransactionSigner,
} from "@mvcrs/evm";
import {
  type Caller,
  type ExecuteOptions,
  mostBehind,
  ownerErrors,
  type PlanOptions,
} from "@selfplay/owner-ops/operate";
import { rpcUrlOf } from "../../../deployment-options.ts";
import { cliErrors } from "../../../errors.ts";
import { isChainConfirmed } from "../confirm.ts";
import type { OwnerIo } from "../io.ts";
import { addressOf, flagOf, listOf, textOf, wholeOf } from "./args.ts";
import type { OwnerArgs } from "./flags.ts";
import { signerFrom } from "./signer-from.ts";

/** What the common options say: where the chain is, who signs, how far to go. */
export interface Settings {
  readonly rpc: Rpc;
  readonly secondRpc: Rpc | undefined;
  readonly signer: TransactionSigner | undefined;
  readonly caller: Caller;
  readonly planOptions: PlanOptions;
  readonly outPath: string | undefined;
  readonly safePath: string | undefined;
  readonly dryRun: boolean;
  /** False for `--dry-run`, `--out` and `--safe`. */
  readonly sends: boolean;
  readonly execution: Omit<ExecuteOptions, "signer">;
}

/** Reads the common options. @throws CONFLICTING_OPTIONS, UNKNOWN_OPTION, what `parseAddress`, `parseWhole`, `rpcUrlOf`, `httpRpc` and `signerFrom` throw */
export async function settingsOf(args: OwnerArgs, io: OwnerIo): Promise<Settings> {
  const chainId = chainIdFrom(args, io);
  const from = addressOf(args, "from");
  const maxFeePerGas = (wholeOf(args, "max-fee-gwei", "gwei", 1n) ?? 300n) * 10n ** 9n;
  const confirmations = Number(wholeOf(args, "confirmations", "blocks", 1n, 1_000n) ?? 1n);
  const caller = callerOf(args, io);
  const [rpc, secondRpc] = endpointsOf(args, io);
  const signer = await signerFrom(args, io.env, io.resolvePath, rpc);
  const outPath = textOf(args, "out");
  const safePath = textOf(args, "safe");
  const dryRun = flagOf(args, "dry-run");
  const sender = from ?? (safePath === undefined ? signer?.address : undefined);
  const second = secondRpc === undefined ? {} : { secondRpc };
  return {
    rpc,
    secondRpc,
    signer,
    caller,
    outPath,
    safePath,
    dryRun,
    sends: !dryRun && outPath === undefined && safePath === undefined,
    planOptions: {
      rpc,
      ...second,
      now: io.now,
      onProgress: io.say,
      ...(chainId === undefined ? {} : { chainId }),
      ...(sender === undefined ? {} : { sender }),
    },
    execution: {
      rpc,
      ...second,
      maxFeePerGas,
      confirmations,
      caller,
      chainIsNamed: chainId !== undefined,
      confirmChain: (claim) => isChainConfirmed(io, args, claim),
      assertUnlocked: io.assertUnlocked,
      recorder: io.recorder,
      journalFolder: io.journalFolder,
      now: io.now,
      ticks: io.ticks,
      sleep: io.sleep,
      onProgress: io.say,
    },
  };
}

// In the shell once, as the endpoint is.
function chainIdFrom(args: OwnerArgs, { env }: OwnerIo): bigint | undefined {
  const set = env["OWNER_CHAIN_ID"];
  const given = wholeOf(args, "chain-id", "chains", 1n);
  if (given !== undefined || set === undefined) return given;
  return parseWhole(set, "OWNER_CHAIN_ID", "chains", 1n, 2n ** 256n - 1n);
}

/** The one endpoint, or the two that are compared. */
export function endpointsOf(args: OwnerArgs, io: OwnerIo): readonly [Rpc, Rpc?] {
  const urls = listOf(args, "rpc-url");
  if (urls.length > 2)
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: urls.map(() => "--rpc-url"),
      why: "two are compared",
    });
  const [first = rpcUrlOf(undefined, io.env), second] = urls;
  const open = io.connect ?? httpRpc;
  const { loadMeanwhile: load } = io;
  const connect = (url: string) => (load === undefined ? open(url) : whileAnswering(open(url), load));
  return second === undefined ? [connect(first)] : [connect(first), connect(second)];
}

/**
 * The options with the endpoint alone that answers and is not stuck, where the other of two is dead or far behind: two
 * are there to be compared, and a person's pause does not wait for that. Two that are abreast and disagree still refuse
 * everything.
 */
export async function withLivingEndpoint(args: OwnerArgs, io: OwnerIo): Promise<OwnerArgs> {
  const urls = listOf(args, "rpc-url");
  if (urls.length !== 2) return args;
  // Every option is read before anything is asked of the chain.
  await settingsOf(args, io);
  const found = await Promise.all(urls.map((url) => newestTime(url, io)));
  const times = found.flatMap((one) => ("time" in one ? [one.time] : []));
  const newest = times.reduce(greater, 0n);
  const why = found.map((one) => {
    if ("dead" in one) return one.dead;
    const behind = newest - one.time;
    return behind > mostBehind ? `${one.label} is ${behind / 60n} minutes behind the other` : undefined;
  });
  const living = urls.filter((_, index) => why[index] === undefined);
  const left = why.find((one) => one !== undefined);
  if (living.length !== 1 || left === undefined) return args;
  io.say(`WARNING: the pause goes on with one endpoint, and nothing is compared: ${left}`);
  return { ...args, "rpc-url": living };
}

/** The time of an endpoint's newest block, in seconds, or why it does not tell. */
async function newestTime(url: string, io: OwnerIo) {
  const rpc = io.connect?.(url) ?? httpRpc(url, { attempts: 2, timeoutMs: 3_000 });
  try {
    return { label: rpc.label, time: (await latestBlock(rpc)).timestamp };
  } catch (thrown) {
    if (!evmErrors.is(thrown, "RPC_UNREACHABLE", "RPC_ERROR", "RPC_BAD_ANSWER")) throw thrown;
    return { dead: thrown.summary };
  }
}

/**
 * Loads once a third question is on its way: the first two say which chain and block, and those behind them are asked at
 * once, so that the node works on them meanwhile.
 */
function whileAnswering(rpc: Rpc, load: () => Promise<unknown>): Rpc {
  let asked = 0;
  return {
    label: rpc.label,
    request(method, params) {
      const answer = rpc.request(method, params);
      // What cannot be loaded is said where it is needed.
      if (++asked === 3) setImmediate(() => setImmediate(() => void load().catch(() => undefined)));
      return answer;
    },
  };
}

export function callerOf(args: OwnerArgs, io: OwnerIo): Caller {
  return {
    actor: actorOf(args, io),
    kind: flagOf(args, "autonomous") ? "autonomous" : "human",
    breakGlass: textOf(args, "break-glass"),
  };
}

// The log takes 1 to 200 characters.
function actorOf(args: OwnerArgs, { env }: OwnerIo): string {
  const given = textOf(args, "actor") ?? env["MVCRS_ACTOR"] ?? env["USER"] ?? env["LOGNAME"] ?? "operator";
  const actor = given.trim();
  if (actor === "" || actor.length > 200)
    throw cliErrors.create("UNKNOWN_OPTION", {
      problem: "--actor must have 1 to 200 characters: it is recorded",
    });
  return actor;
}
