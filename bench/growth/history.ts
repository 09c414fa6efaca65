// Logs of any length, written fast: events as commands record them, appended in batches by the chain package.
import { openLog } from "../../packages/chain/src/index.ts";
import {
  artifactPaths,
  counterKeys,
  defaultConfig,
  initConfig,
  type MvcrsEvent,
  panelConfig,
} from "../../packages/escalation/src/index.ts";
import { nodeTextFiles } from "../../packages/files/src/index.ts";
import { createPanel } from "../../packages/verifiers/src/index.ts";

const start = Date.parse("2024-01-01T00:00:00.000Z");
const metrics = 200;

/** A small seeded generator: the same log every time. */
function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const committee = { members: ["0x1111111111111111111111111111111111111111"], threshold: 1 };
const abstained = {
  status: "abstained" as const,
  expected: null,
  deviation: 0,
  confidence: 0,
  reason: "no witness reported it",
};
const verdicts = {
  primary: {
    status: "voted" as const,
    expected: 5,
    deviation: 0.21,
    confidence: 0.95,
    reason: "6.05 is outside 5 ± 0.05",
  },
  secondary: abstained,
  tertiary: {
    status: "voted" as const,
    expected: 5.01,
    deviation: 0.2,
    confidence: 0.8,
    reason: "6.05 where 5.01 was forecast",
  },
};

interface Open {
  readonly id: string;
  readonly soft: boolean;
  observations: number;
  acknowledged: boolean;
}

/** So many events: three in four of challenges, which close, and the rest of what else a deployment records. */
export function* history(count: number): Generator<MvcrsEvent> {
  const random = seeded(20_240_101);
  const hex = (digits: number) =>
    Array.from({ length: Math.ceil(digits / 7) }, () =>
      Math.floor(random() * 2 ** 28)
        .toString(16)
        .padStart(7, "0"),
    )
      .join("")
      .slice(0, digits);
  const uuid = () => `${hex(8)}-${hex(4)}-5${hex(3)}-8${hex(3)}-${hex(12)}`;
  const open = new Map<number, Open>();
  let lock: string | null = null;
  for (let seq = 0; seq < count; seq++) {
    const at = new Date(start + seq * 12_000).toISOString();
    const head = { id: uuid(), at, actor: "mvcrs" };
    const kind = random();
    if (seq % 10_000 === 8_000) {
      const engaged = { type: "trust_lock.engaged" as const, ...head, marker: "MVCRS_TRUST_LOCK" as const };
      lock = head.id;
      yield { ...engaged, committee, reason: "two critical observations" };
    } else if (lock !== null && seq % 10_000 === 9_600) {
      yield {
        ...{
          type: "trust_lock.released",
          ...head,
          lock_id: lock,
          approvers: committee.members,
          approvals: [],
        },
        ...{ committee, reason: "the stake is as declared again" },
      };
      lock = null;
    } else if (kind < 0.1) {
      yield {
        ...{
          type: "orchestrator.alert",
          ...head,
          reason: "moderation:spam",
          severity: "warning",
          text: "a run was flagged",
        },
        ...{
          arena: "0x2222222222222222222222222222222222222222",
          chain_id: "1",
          run: `run-${seq}`,
          round_id: String(seq),
        },
        ...{ participant: null, amount: null, transaction: null, context: null },
      };
    } else if (kind < 0.2)
      yield { type: "checkpoint.signed", ...head, size: seq, root_hash: hex(64), key: "log+00000000" };
    else if (kind < 0.25)
      yield {
        type: "owner_op.executed",
        ...head,
        plan_hash: hex(64),
        verified: true,
        steps: [{ to: "0x22", status: 1 }],
      };
    else yield ofChallenge(Math.floor(random() * metrics), random, head, open);
  }
}

function ofChallenge(
  metric: number,
  random: () => number,
  head: { readonly id: string; readonly at: string; readonly actor: string },
  open: Map<number, Open>,
): MvcrsEvent {
  const now = open.get(metric);
  if (now === undefined) {
    const soft = random() < 0.99;
    open.set(metric, { id: head.id, soft, observations: 1, acknowledged: false });
    return {
      ...{
        type: "challenge.raised",
        ...head,
        level: soft ? "soft" : "material",
        pattern: "unauthorised-change",
      },
      ...{
        deviation: 0.21,
        dissent: null,
        advice: "Ask who changed it.",
        reason: "6.05 is outside 5 ± 0.05",
        critical_run: 0,
      },
      signal: {
        metric: `node${metric}.stake`,
        source: "collector",
        value: 6.05,
        observedAt: head.at,
        unit: "ether",
      },
      verdicts,
    };
  }
  const about = { ...head, challenge_id: now.id };
  const what = random();
  if (what < 0.4 && now.observations < 64) {
    now.observations *= 2;
    return {
      ...{
        type: "challenge.extended",
        ...about,
        level: now.soft ? "soft" : "material",
        observations: now.observations,
      },
      ...{
        deviation: 0.3,
        critical_run: 0,
        value: 6.4,
        observed_at: head.at,
        reason: "6.4 is outside 5 ± 0.05",
        verdicts,
      },
    };
  }
  if (!now.soft && !now.acknowledged) {
    now.acknowledged = true;
    return { type: "challenge.acknowledged", ...about, actor: "alice", reason: "looking into it" };
  }
  open.delete(metric);
  return now.soft
    ? {
        type: "challenge.resolved",
        ...about,
        resolution: "cleared",
        reason: "5 observations in a row did not show it",
      }
    : {
        type: "challenge.resolved",
        ...about,
        actor: "alice",
        resolution: "remediated",
        reason: "stake restored",
      };
}

/** Makes a root whose log has so many events, and none of what follows from it. */
export async function makeRoot(root: string, count: number): Promise<void> {
  const paths = artifactPaths(root);
  await initConfig(nodeTextFiles, paths.config);
  if (count === 0) return;
  const log = await openLog<MvcrsEvent>({
    path: paths.log,
    metaPath: paths.meta,
    counterKeys,
    durability: "os",
  });
  await log.appendAll(history(count));
  const { chainHash: chain_hash } = log.head();
  await log.close();
  // As judging leaves it: a root without it begins to learn anew.
  const panel = createPanel(panelConfig(defaultConfig())).snapshot();
  const learnt = { version: 2, count, chain_hash, series: [], tracker: { runs: [], joined: [] }, panel };
  await nodeTextFiles.write(paths.verifierState, `${JSON.stringify(learnt)}\n`);
}
