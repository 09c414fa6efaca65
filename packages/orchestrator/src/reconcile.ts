import { logsOf } from "@mvcrs/evm";
import { endpointOf } from "@mvcrs/evm/ethers";
import { SelfPlayArena__factory } from "@selfplay/contracts";
import { type EventLog, getAddress, type JsonRpcApiProvider } from "ethers";
import { chainProblem } from "./internal/chain-problem.ts";
import type { Adjustment, Scoreboard } from "./scoreboard.ts";

/** What the arena's events say of an agent. Amounts in the stake token's smallest unit. */
export interface AgentTally {
  readonly wins: number;
  readonly losses: number;
  readonly slashes: number;
  readonly slashed: bigint;
}

export interface ChainTally {
  readonly fromBlock: number;
  readonly toBlock: number;
  /** Rounds finalised. */
  readonly rounds: number;
  readonly agents: ReadonlyMap<string, AgentTally>;
}

export interface Difference {
  /** `null` where it is not about one agent. */
  readonly address: string | null;
  readonly field: "rounds" | "wins" | "losses" | "slashes" | "slashed";
  readonly scoreboard: string;
  readonly chain: string;
}

/** How many blocks a node is asked for at once, which bounds what is held of them; one that refuses gets half of it. */
const blocksAtOnce = 5_000;

interface Taking {
  readonly teacher: string;
  readonly students: string[];
  readonly validators: string[];
  readonly reported: Set<string>;
}

/** Counts the arena's events from a block on. @throws CHAIN_FAILED */
export async function tallyChain(request: {
  readonly provider: JsonRpcApiProvider;
  readonly arena: string;
  readonly fromBlock: number;
  /** Default: the newest. */
  readonly toBlock?: number;
}): Promise<ChainTally> {
  const { provider, arena: address, fromBlock } = request;
  const arena = SelfPlayArena__factory.connect(address, provider);
  const agents = new Map<string, { wins: number; losses: number; slashes: number; slashed: bigint }>();
  const rounds = new Map<string, Taking>();
  let finalised = 0;
  const of = (account: string) => {
    const known = agents.get(account) ?? { wins: 0, losses: 0, slashes: 0, slashed: 0n };
    agents.set(account, known);
    return known;
  };
  const score = (account: string, win: boolean) => {
    if (win) of(account).wins++;
    else of(account).losses++;
  };
  const count = ({ eventName, args }: EventLog): void => {
    const id = String(args["roundId"] ?? "");
    const round = rounds.get(id);
    switch (eventName) {
      case "RoundStarted":
        rounds.set(id, {
          teacher: getAddress(args["teacher"]),
          students: [],
          validators: [],
          reported: new Set(),
        });
        return;
      case "StudentRegistered":
        round?.students.push(getAddress(args["student"]));
        return;
      case "ValidatorRegistered":
        round?.validators.push(getAddress(args["validator"]));
        return;
      case "ValidatorMisconduct": {
        const validator = getAddress(args["validator"]);
        round?.reported.add(validator);
        of(validator).slashes++;
        of(validator).slashed += BigInt(args["amount"]);
        return;
      }
      case "RoundFinalised": {
        if (round === undefined) return;
        finalised++;
        const winners = new Set([...args["winners"]].map((winner) => getAddress(String(winner))));
        score(round.teacher, winners.size > 0);
        for (const student of round.students) score(student, winners.has(student));
        for (const validator of round.validators) score(validator, !round.reported.has(validator));
        rounds.delete(id);
        return;
      }
      case "RoundCancelled":
        rounds.delete(id);
        return;
      default:
    }
  };
  try {
    const toBlock = request.toBlock ?? (await provider.getBlockNumber());
    for (let from = fromBlock; from <= toBlock; from += blocksAtOnce) {
      const to = Math.min(toBlock, from + blocksAtOnce - 1);
      const range = { addresses: [address], from: BigInt(from), to: BigInt(to) };
      for (const log of await logsOf(endpointOf(provider), range)) {
        const parsed = arena.interface.parseLog(log);
        if (parsed !== null) count({ eventName: parsed.name, args: parsed.args } as EventLog);
      }
    }
    return { fromBlock, toBlock, rounds: finalised, agents };
  } catch (thrown) {
    throw chainProblem("reading the arena's events", thrown);
  }
}

/** Every difference between scoreboard and chain, by address and field. */
export function reconcile(scoreboard: Scoreboard, chain: ChainTally): Difference[] {
  const differences: Difference[] = [];
  const compare = (address: string | null, field: Difference["field"], ours: string, theirs: string) => {
    if (ours !== theirs) differences.push({ address, field, scoreboard: ours, chain: theirs });
  };
  compare(null, "rounds", String(scoreboard.rounds), String(chain.rounds));
  const accounts = new Set([...Object.keys(scoreboard.agents), ...chain.agents.keys()]);
  for (const account of [...accounts].sort()) {
    const ours = scoreboard.agents[account];
    const theirs = chain.agents.get(account);
    for (const field of ["wins", "losses", "slashes", "slashed"] as const)
      compare(account, field, String(ours?.[field] ?? 0), String(theirs?.[field] ?? 0));
  }
  return differences;
}

/** The corrections that make the scoreboard's agents what the chain says. */
export function settlingAdjustments(
  scoreboard: Scoreboard,
  chain: ChainTally,
  { by, at }: { readonly by: string; readonly at: string },
): Adjustment[] {
  const accounts = new Set(reconcile(scoreboard, chain).flatMap(({ address }) => address ?? []));
  return [...accounts].map((address) => {
    const ours = scoreboard.agents[address];
    const theirs = chain.agents.get(address);
    return {
      at,
      by,
      address,
      wins: (theirs?.wins ?? 0) - (ours?.wins ?? 0),
      losses: (theirs?.losses ?? 0) - (ours?.losses ?? 0),
      slashes: (theirs?.slashes ?? 0) - (ours?.slashes ?? 0),
      slashed: ((theirs?.slashed ?? 0n) - BigInt(ours?.slashed ?? "0")).toString(),
    };
  });
}
