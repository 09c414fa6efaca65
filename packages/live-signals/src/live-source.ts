import { messageOf } from "@mvcrs/errors";
import { ask, type Block, blockAt, chainIdOf, hexBytes, type Rpc } from "@mvcrs/evm";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { z } from "zod";
import type { Deployment } from "./deployment.ts";
import { liveErrors } from "./errors.ts";
import { agreeOnBlock } from "./internal/agree.ts";
import {
  chainSignals,
  contradictionSignals,
  type EndpointReading,
  endpointsSignal,
  type Moment,
  reportSignals,
} from "./internal/assemble.ts";
import { type Cursor, cursorSchema, EventFollower } from "./internal/follower.ts";
import { readState } from "./internal/read-state.ts";
import { scored, tallied } from "./internal/tally.ts";
import type { Report } from "./report.ts";

export interface LiveOptions {
  readonly deployment: Deployment;
  /** One endpoint or more, each run by somebody else; the same label twice counts as one witness. */
  readonly endpoints: readonly Rpc[];
  /** Blocks to stay behind the head. 0 by default: a reorganisation is undone anyway, but was judged. */
  readonly confirmations?: bigint;
  /** The orchestrator's present report; null where there is none. */
  readonly report?: () => Promise<Report | null>;
  /** A cursor that `snapshot` returned. */
  readonly cursor?: unknown;
  /** Called with which endpoint could not be used and why, one line each. */
  readonly notice?: (text: string) => void;
}

/** A live deployment as a source of governance signals. */
export interface LiveSource {
  /**
   * Reads the deployment at the newest shared block, and at every block since the last call in which an owner role did
   * something; returns the signals in the order of their times.
   *
   * @throws LIVE_ALL_FAILED where no endpoint could be read
   */
  poll(): Promise<DecodedBatch>;
  /** Where it stands, as plain JSON data; to be saved after the signals were judged. */
  snapshot(): unknown;
}

/** More blocks than this between two calls are not looked at one by one. */
const mostLooks = 64;
/** How many times a block is agreed on again when the chain is reorganised during the reading. */
const mostAttempts = 5;

const snapshotSchema = z.strictObject({
  version: z.literal(1),
  endpoints: z.record(z.string(), cursorSchema),
});

interface Endpoint {
  readonly rpc: Rpc;
  readonly follower: EventFollower;
}

/**
 * Opens a source. Looks whether the contracts are there and the endpoints of one chain.
 *
 * @throws LIVE_NO_ENDPOINT, LIVE_NO_CONTRACT, LIVE_CHAINS_DIFFER, LIVE_CURSOR_INVALID, LIVE_ALL_FAILED
 */
export async function openLiveSource(options: LiveOptions): Promise<LiveSource> {
  const { deployment, confirmations = 0n, notice = () => {} } = options;
  if (options.endpoints.length === 0) throw liveErrors.create("LIVE_NO_ENDPOINT", {});
  const chainId = await checkDeployment(options.endpoints, deployment, notice);
  const cursors = parseCursor(options.cursor);
  const endpoints: readonly Endpoint[] = options.endpoints.map((rpc) => ({
    rpc,
    follower: new EventFollower(rpc, deployment, cursors[rpc.label]),
  }));

  /** What the endpoints say at a block that all of them have read the events of. */
  async function momentAt(block: Block, present: readonly Endpoint[]): Promise<Moment> {
    const readings: EndpointReading[] = [];
    for (const { rpc, follower } of present) {
      try {
        const tally = follower.tallyAt(Number(block.number));
        const reading = await readState(rpc, deployment, block.number);
        if (tally !== null) for (const [metric, quantity] of tallied(tally)) reading.set(metric, quantity);
        const scores = tally === null ? undefined : new Map(scored(tally));
        readings.push({ label: rpc.label, reading, scores });
      } catch (thrown) {
        notice(`${rpc.label}: nothing of block ${block.number}: ${firstLine(thrown)}`);
      }
    }
    return { chainId, deployment, block, readings };
  }

  async function attempt(): Promise<DecodedBatch | null> {
    const agreed = await agreeOnBlock(endpoints, confirmations);
    if (agreed.block === undefined) throw liveErrors.create("LIVE_ALL_FAILED", { problems: agreed.problems });
    for (const problem of agreed.problems) notice(problem);
    const { block } = agreed;
    const present: Endpoint[] = [];
    const looks = new Set<number>();
    for (const endpoint of agreed.endpoints) {
      const before = endpoint.follower.readTo;
      const known = endpoint.follower.cursor.marks.length > 0;
      try {
        const events = await endpoint.follower.advance(block);
        if (events === null) return null;
        present.push(endpoint);
        if (known)
          for (const { kind, block: at } of events)
            if (isOwners(kind) && at > before && at < block.number) looks.add(at);
      } catch (thrown) {
        notice(`${endpoint.rpc.label}: ${firstLine(thrown)}`);
      }
    }
    const [first] = present;
    if (first === undefined)
      throw liveErrors.create("LIVE_ALL_FAILED", { problems: ["no endpoint gave the events"] });
    const report = await reportUpTo(options.report, block.number, notice);
    const about = report?.block ?? block.number;
    const numbers = [...looks].sort((a, b) => a - b).slice(-mostLooks);
    const moments = new Map<bigint, Moment>();
    for (const number of new Set([...numbers.map(BigInt), about, block.number])) {
      const at = number === block.number ? block : await blockAt(first.rpc, number);
      if (at !== undefined) moments.set(number, await momentAt(at, present));
    }
    const reported = moments.get(about);
    const now = moments.get(block.number);
    const signals = [...moments.entries()]
      .filter(([number]) => number === block.number || looks.has(Number(number)))
      .flatMap(([, moment]) => chainSignals(moment))
      .concat(report !== null && reported !== undefined ? reportSignals(reported, report) : [])
      .concat(now === undefined ? [] : [endpointsSignal(now, present.length)])
      .concat(now === undefined ? [] : contradictionSignals(now, about === block.number ? report : null))
      .sort((a, b) => a.time - b.time);
    return { signals, problems: [], rows: signals.length, bytes: 0 };
  }

  return {
    async poll() {
      for (let tries = 1; tries <= mostAttempts; tries += 1) {
        const batch = await attempt();
        if (batch !== null) return batch;
      }
      throw liveErrors.create("LIVE_ALL_FAILED", {
        problems: [`the chain was reorganised ${mostAttempts} times while it was read`],
      });
    },
    snapshot: () => ({
      version: 1,
      endpoints: Object.fromEntries(endpoints.map(({ rpc, follower }) => [rpc.label, follower.cursor])),
    }),
  };
}

const ofOwners = new Set(["changed", "owner", "orchestrator", "lockManager"]);
const isOwners = (kind: string): boolean => ofOwners.has(kind);

const firstLine = (thrown: unknown): string => messageOf(thrown).split("\n", 1)[0] ?? "";

/** The report, unless it is about a block that was not reached yet; the next call takes it then. */
async function reportUpTo(
  read: (() => Promise<Report | null>) | undefined,
  reached: bigint,
  notice: (text: string) => void,
): Promise<Report | null> {
  const report = (await read?.()) ?? null;
  if (report?.block === undefined || report.block <= reached) return report;
  notice(`${report.via} is about block ${report.block}; the endpoints have ${reached}`);
  return null;
}

function parseCursor(saved: unknown): Readonly<Record<string, Cursor>> {
  if (saved === undefined || saved === null) return {};
  const parsed = snapshotSchema.safeParse(saved);
  if (!parsed.success)
    throw liveErrors.create("LIVE_CURSOR_INVALID", {
      problem: z.prettifyError(parsed.error).replaceAll("\n", " "),
    });
  return parsed.data.endpoints;
}

async function checkDeployment(
  endpoints: readonly Rpc[],
  deployment: Deployment,
  notice: (text: string) => void,
): Promise<string> {
  const chains = new Map<string, string[]>();
  const problems: string[] = [];
  let asked: Rpc | undefined;
  for (const rpc of endpoints) {
    try {
      const id = String(await chainIdOf(rpc));
      chains.set(id, [...(chains.get(id) ?? []), rpc.label]);
      asked ??= rpc;
    } catch (thrown) {
      problems.push(`${rpc.label}: ${firstLine(thrown)}`);
    }
  }
  const [chainId] = chains.keys();
  if (chainId === undefined || asked === undefined) throw liveErrors.create("LIVE_ALL_FAILED", { problems });
  for (const problem of problems) notice(problem);
  if (chains.size > 1)
    throw liveErrors.create("LIVE_CHAINS_DIFFER", {
      chains: [...chains].map(([id, labels]) => `${id} (${labels.join(", ")})`),
    });
  const { arena, stakeManager, systemPause } = deployment;
  for (const [name, address] of Object.entries({ arena, stakeManager, systemPause }))
    if (address !== undefined && (await ask(asked, hexBytes, "eth_getCode", address, "latest")) === "0x")
      throw liveErrors.create("LIVE_NO_CONTRACT", { name, address, chainId });
  return chainId;
}
