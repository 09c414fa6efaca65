import type { DecodedBatch } from "@mvcrs/verifiers/input";
import type { Challenge } from "../ledger/challenge.ts";
import type { MvcrsConfig } from "../ledger/config/config.ts";
import type { ChallengeLevel } from "../ledger/events.ts";
import { rehearseInput } from "./judge-input.ts";
import { nothingJudged } from "./judged.ts";

/** A challenge that one configuration judges differently from the other. */
export interface ConfigChange {
  readonly id: string;
  readonly metric: string;
  readonly source: string;
  readonly observedAt: string;
  /** The highest level it reaches; `null` where it is not raised. */
  readonly before: ChallengeLevel | null;
  readonly after: ChallengeLevel | null;
  readonly patternBefore: string | null;
  readonly patternAfter: string | null;
}

export interface ConfigDiff {
  readonly changes: readonly ConfigChange[];
  /** Challenges that both raise at the same level. */
  readonly same: number;
  readonly locksBefore: number;
  readonly locksAfter: number;
}

/**
 * Replays signals under two configurations, each from the start and in memory, and says which challenges would differ.
 * Quarantine and trust locks follow each configuration's own challenges, as they would have.
 *
 * @throws INPUT_EMPTY, NO_USABLE_ROWS
 */
export async function diffConfigs(
  before: MvcrsConfig,
  after: MvcrsConfig,
  input: () => AsyncIterable<DecodedBatch>,
  clock: () => number,
): Promise<ConfigDiff> {
  const old = await challengesUnder(before, input(), clock);
  const next = await challengesUnder(after, input(), clock);
  const changes: ConfigChange[] = [];
  let same = 0;
  for (const id of new Set([...old.challenges.keys(), ...next.challenges.keys()])) {
    const was = old.challenges.get(id);
    const is = next.challenges.get(id);
    const one = was ?? is;
    if (one === undefined) continue;
    if (was?.level === is?.level && was?.pattern === is?.pattern) {
      same += 1;
      continue;
    }
    changes.push({
      ...describe(one),
      before: was?.level ?? null,
      after: is?.level ?? null,
      patternBefore: was?.pattern ?? null,
      patternAfter: is?.pattern ?? null,
    });
  }
  changes.sort((a, b) =>
    a.observedAt < b.observedAt ? -1 : a.observedAt > b.observedAt ? 1 : a.id < b.id ? -1 : 1,
  );
  return { changes, same, locksBefore: old.locks, locksAfter: next.locks };
}

const describe = ({ id, metric, source, raised }: Challenge) => ({
  id,
  metric,
  source,
  observedAt: raised.signal.observedAt,
});

async function challengesUnder(
  config: MvcrsConfig,
  batches: AsyncIterable<DecodedBatch>,
  clock: () => number,
) {
  const judged = nothingJudged();
  const { trustLocks } = await rehearseInput(judged, { config, batches, clock });
  return { challenges: judged.state.challenges, locks: trustLocks };
}
