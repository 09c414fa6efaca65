import { followInput, type JudgingSession, openJudging } from "@mvcrs/escalation";
import {
  type Inbox,
  type Input,
  type InputHealth,
  Inputs,
  inboxInput,
  inboxIntake,
  JudgedPlace,
  type Pulse,
} from "@mvcrs/service";
import type { DecodedBatch } from "@mvcrs/verifiers/input";
import { sessionOptions } from "../../../session.ts";
import { linesOf } from "../../run/event-lines.ts";
import type { ConfigPart } from "./config.ts";
import type { Service } from "./service.ts";
import type { SourcesPart } from "./sources.ts";

/** Under which the place in the inbox is saved with judging's own state. */
export const inboxPlace = "inbox";

export interface JudgingOptions extends Service {
  readonly inputs: readonly Input[];
  readonly inbox: Inbox;
  readonly configured: Pick<ConfigPart, "current" | "replaced">;
  /** Something was recorded. */
  readonly recorded: () => void;
}

/** Bytes of signals that were acknowledged and are still to be judged, from which on no more are taken. */
const mostAhead = 256 * 1024 * 1024;

/** Follows every source of signals and judges what comes. */
export function judgingPart(options: JudgingOptions): SourcesPart {
  const { context, inbox, configured, say, wait } = options;
  const judged = new JudgedPlace(inbox.end);
  let signals = 0;
  let lastSignal: number | null = null;
  let followed: Inputs | undefined;

  async function* beating(batches: AsyncIterable<DecodedBatch>, pulse: Pulse): AsyncGenerator<DecodedBatch> {
    for await (const batch of batches) {
      yield batch;
      signals += batch.signals.length;
      if (batch.signals.length > 0) lastSignal = context.clock();
      pulse.beat(
        {
          last_signal: lastSignal === null ? null : new Date(lastSignal).toISOString(),
          signals,
          inbox_bytes: inbox.end - judged.place,
        },
        problemOf(followed?.health() ?? []),
      );
    }
  }

  return {
    name: "sources",
    everyMs: 10_000,
    intake: inboxIntake(inbox, judged, mostAhead),
    inputs: () => followed?.health() ?? [],
    async run(signal, pulse) {
      let session: JudgingSession | undefined = await openJudging(sessionOptions(context));
      judged.moveTo(session.saved?.inputs?.[inboxPlace] ?? 0);
      const inputs = new Inputs({
        inputs: [...options.inputs, inboxInput(inbox, judged, context.clock)],
        clock: context.clock,
        wait,
        failed: (name, problem, again) =>
          say.warn("sources", `${name}: ${problem}; tried again in ${Math.round(again / 1000)} s`),
      });
      followed = inputs;
      try {
        while (!signal.aborted) {
          session ??= await openJudging(sessionOptions(context));
          const until = AbortSignal.any([signal, configured.replaced()]);
          await followInput(session, {
            config: configured.current(),
            clock: context.clock,
            batches: beating(inputs.batches(until), pulse),
            places: () => ({ [inboxPlace]: judged.place }),
            onSaved: (places) => inbox.release(places[inboxPlace] ?? 0),
            onEvents(events, state) {
              for (const line of linesOf(events, state)) say.info("sources", line);
              options.recorded();
            },
          });
          await session.close();
          session = undefined;
        }
      } finally {
        await inputs.close();
        await session?.close();
      }
    },
  };
}

/** A source that cannot be followed is not watched by anybody. */
function problemOf(inputs: readonly InputHealth[]): string | null {
  const failing = inputs.filter(({ state }) => state === "failing");
  return failing.length === 0 ? null : failing.map(({ name, problem }) => `${name}: ${problem}`).join("; ");
}
