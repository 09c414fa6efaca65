import type { Rpc } from "@mvcrs/evm";
import { type Block, chainIdOf, existingBlockAt, greater, latestBlock, lesser, nonceOf } from "@mvcrs/evm";
import { ownerErrors } from "../../errors.ts";
import { type Plan, type PlanKind, sealPlan } from "../../plan.ts";
import { proxySlots } from "../proxies.ts";
import { chainReader, type Reader } from "../reader.ts";
import type { Contract } from "./contracts.ts";
import type { Draft } from "./draft.ts";
import { expectRequest } from "./expect.ts";
import { multisigOf, ownerOf } from "./route.ts";

/** What every planner needs. */
export interface PlanOptions {
  readonly rpc: Rpc;
  /** A second endpoint: the plan is made against both, and any difference refuses. */
  readonly secondRpc?: Rpc;
  /** Who will send; the owner of the first contract by default. */
  readonly sender?: string;
  /** Refuse any other chain. */
  readonly chainId?: bigint;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what is odd about an endpoint and refuses nothing. */
  readonly onProgress?: (text: string) => void;
}

export type Fill = (
  reader: Reader,
  chainId: string,
) => Promise<{
  /** The contracts, the one whose owner sends first. */
  readonly contracts: readonly Contract[];
  readonly fill: (draft: Draft) => Promise<void>;
}>;

/** Makes a plan at the newest block that both endpoints have. @throws WRONG_CHAIN, ENDPOINTS_DISAGREE, what `fill` throws */
export async function makePlan(
  kind: PlanKind,
  request: Readonly<Record<string, unknown>>,
  options: PlanOptions,
  fill: Fill,
): Promise<Plan> {
  const { rpc, secondRpc, now } = options;
  const endpoints = secondRpc === undefined ? [rpc] : [rpc, secondRpc];
  const blocks = await Promise.all(endpoints.map((endpoint) => newestBlock(endpoint, options.chainId)));
  assertAbreast(blocks, endpoints, options);
  const head = blocks.map(({ number }) => number).reduce((a, b) => lesser(a, b));
  const createdAt = new Date(now()).toISOString();
  const made = await Promise.all(
    endpoints.map(async (endpoint, index) => {
      const newest = blocks[index];
      const block = newest?.number === head ? newest : await existingBlockAt(endpoint, head);
      return makeAt(endpoint, block, kind, request, options, createdAt, fill);
    }),
  );
  const [plan, other] = made;
  if (plan === undefined) throw new TypeError("no endpoint");
  if (other !== undefined && other.hash !== plan.hash)
    throw ownerErrors.create("ENDPOINTS_DISAGREE", { differences: differencesOf(plan, other) });
  return plan;
}

/** Seconds by which one endpoint may be behind the other: a few blocks of the slowest chains. */
export const mostBehind = 120n;
/** Seconds after which the newest block is old. */
const oldAge = 300n;

/** Says that a node shows old blocks only, and refuses where that keeps two from being compared. @throws ENDPOINTS_DISAGREE */
function assertAbreast(
  blocks: readonly Block[],
  endpoints: readonly Rpc[],
  { now, onProgress }: PlanOptions,
): void {
  const times = blocks.map(({ timestamp }) => timestamp);
  const [first, second] = times;
  if (
    first !== undefined &&
    second !== undefined &&
    greater(first, second) - lesser(first, second) > mostBehind
  ) {
    const differences = blocks.map(({ number, timestamp }, index) => {
      const at = new Date(Number(timestamp) * 1_000).toISOString();
      return `the newest block of ${endpoints[index]?.label} is ${number}, of ${at}`;
    });
    throw ownerErrors.create("ENDPOINTS_DISAGREE", { differences });
  }
  for (const [index, time] of times.entries()) {
    const age = BigInt(Math.floor(now() / 1_000)) - time;
    if (age > oldAge)
      onProgress?.(
        `WARNING: the newest block that ${endpoints[index]?.label} shows is ${age / 60n} minutes old: ` +
          "the node may be stuck, and what it shows out of date",
      );
  }
}

async function newestBlock(rpc: Rpc, wanted: bigint | undefined): Promise<Block> {
  const [found, block] = await Promise.all([chainIdOf(rpc), latestBlock(rpc)]);
  if (wanted !== undefined && found !== wanted)
    throw ownerErrors.create("WRONG_CHAIN", { wanted: wanted.toString(), found: found.toString() });
  return block;
}

async function makeAt(
  rpc: Rpc,
  block: Block,
  kind: PlanKind,
  request: Readonly<Record<string, unknown>>,
  options: PlanOptions,
  createdAt: string,
  fill: Fill,
): Promise<Plan> {
  const reader = chainReader(rpc, block.number);
  expectRequest(reader, kind, request, options.sender);
  const ofSender = options.sender === undefined ? undefined : nonceOf(rpc, options.sender, reader.blockTag);
  ofSender?.catch(() => {});
  const chainId = (await chainIdOf(rpc)).toString();
  const { contracts, fill: fillDraft } = await fill(reader, chainId);
  const first = contracts[0];
  if (first === undefined) throw ownerErrors.create("NOTHING_TO_DO", { verb: kind });
  const sender = options.sender ?? (await ownerOf(reader, first));
  if (sender === undefined)
    throw ownerErrors.create("WRONG_CONTRACT", {
      where: first.name,
      address: first.address,
      wanted: first.name,
      found: "something without an owner",
    });
  const multisig = await multisigOf(reader, sender);
  const draft: Draft = { reader, chainId, sender, steps: [], inPlace: [], warnings: [] };
  await fillDraft(draft);
  return sealPlan({
    format: "selfplay-owner-plan/1",
    kind,
    // What was not asked for is left out: a plan is JSON, and undefined is not.
    request: Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)),
    createdAt,
    chainId,
    block: { number: block.number.toString(), hash: block.hash },
    sender,
    nonce: await (ofSender ?? nonceOf(rpc, sender, reader.blockTag)),
    multisig,
    steps: draft.steps,
    inPlace: draft.inPlace,
    warnings: draft.warnings,
    reads: [...reader.reads()],
    codes: [...reader.codes()],
  });
}

// A storage slot, where the others are calls: 32 bytes, which no call without arguments has.
const isSlot = ({ data }: Plan["reads"][number]): boolean => proxySlots.some(({ slot }) => slot === data);

/** In which facts two plans for the same request differ. */
export function differencesOf(before: Plan, after: Plan): readonly string[] {
  const found: string[] = [];
  const say = (what: string, a: string, b: string) => {
    if (a !== b) found.push(`${what}: ${a} -> ${b}`);
  };
  say("chain id", before.chainId, after.chainId);
  if (before.block.number === after.block.number)
    say(`hash of block ${before.block.number}`, before.block.hash, after.block.hash);
  say(`nonce of ${before.sender}`, String(before.nonce), String(after.nonce));
  const values = new Map(after.reads.map((read) => [`${read.target} ${read.data}`, read]));
  for (const read of before.reads) {
    const other = values.get(`${read.target} ${read.data}`);
    if (other !== undefined && other.result !== read.result) say(read.what, read.value, other.value);
  }
  for (const read of before.reads)
    if (isSlot(read) && !values.has(`${read.target} ${read.data}`))
      found.push(`${read.what}: ${read.value} -> none`);
  for (const read of after.reads)
    if (isSlot(read) && !before.reads.some((one) => one.target === read.target && one.data === read.data))
      found.push(`${read.what}: none -> ${read.value}`);
  const codes = new Map(after.codes.map(({ address, codeHash }) => [address, codeHash]));
  for (const { address, codeHash } of before.codes)
    say(`code of ${address}`, codeHash, codes.get(address) ?? codeHash);
  return found.length > 0 ? found : ["the plans differ in what they would do"];
}
