import type { Rpc } from "@mvcrs/evm";
import type { AssertUnlocked, OwnerRecorder, Plan } from "@selfplay/owner-ops/operate";

/** The world around an owner command; the app ties it to the terminal and the log. */
export interface OwnerIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes a path that a person typed absolute. */
  readonly resolvePath: (path: string) => string;
  readonly journalFolder: string;
  /** Opens an endpoint. Default: by HTTP. */
  readonly connect?: (url: string) => Rpc;
  /** Loads what is needed later; called while the chain answers. */
  readonly loadMeanwhile?: () => Promise<unknown>;
  readonly recorder: OwnerRecorder;
  readonly assertUnlocked: AssertUnlocked;
  /** Operations of the plan's kind, on its chain, whose intent is in the log and whose end is not. */
  readonly unended: (plan: Plan) => Promise<readonly Unended[]>;
  readonly say: (text: string) => void;
  /** Asks on the terminal; left out where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly now: () => number;
  /** Time that passes, where `now` may stand still (`--now`). */
  readonly ticks: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** An operation that was begun, by whoever has the same log. */
export interface Unended {
  readonly hash: string;
  readonly at: string;
  readonly actor: string;
}

/** What an owner command found or did. */
export interface OwnerOutcome {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: 0 | 1;
}
