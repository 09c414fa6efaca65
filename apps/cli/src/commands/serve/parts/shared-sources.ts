import { createHash } from "node:crypto";
import type { Shards } from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";
import { rowsOfBatches } from "@mvcrs/escalation";
import { type Delivery, type Input, Inputs, type Intake, Receipts, sourceOf } from "@mvcrs/service";
import { decodeJsonl } from "@mvcrs/verifiers/input";
import type { Service } from "./service.ts";
import type { SourcesPart } from "./sources.ts";

/** Rows that wait to be judged, from which on no more are taken. */
const mostWaiting = 2_000_000;
/** How often what waits is counted, and whether a delivery was judged is asked, in milliseconds. */
const countEveryMs = 1_000;
const askEveryMs = 50;
/** Rows of the last deliveries, of which a sender may ask whether they were judged. */
const mostRemembered = 200_000;

/** Follows every source of signals and puts what comes where the workers of all hosts take it from. */
export function sharedSourcesPart(
  service: Service,
  { shards, inputs: followed }: { readonly shards: Shards; readonly inputs: readonly Input[] },
): SourcesPart {
  const { context, say, wait } = service;
  const { clock } = context;
  let waiting = 0;
  let signals = 0;
  let inputs: Inputs | undefined;
  return {
    name: "sources",
    everyMs: 10_000,
    inputs: () => inputs?.health() ?? [],
    intake: sharedIntake(service, shards, () => waiting),
    async run(signal, pulse) {
      const opened = new Inputs({
        inputs: followed,
        clock,
        wait,
        failed: (name, problem, again) =>
          say.warn("sources", `${name}: ${problem}; tried again in ${Math.round(again / 1000)} s`),
      });
      inputs = opened;
      const rowsOf = rowsOfBatches({ sender: "followed", clock });
      const counting = count(signal);
      try {
        if (followed.length === 0) await idle(signal);
        else
          for await (const batch of opened.batches(signal)) {
            if (batch.rows > 0) await submit(rowsOf(batch), signal);
            signals += batch.signals.length;
            beat();
          }
      } finally {
        await opened.close();
        await counting;
      }

      function beat(problem: string | null = null): void {
        pulse.beat({ signals, waiting }, problem);
      }
      /** What was read once from an input is put again until the database has it. */
      async function submit(rows: ReturnType<typeof rowsOf>, until: AbortSignal): Promise<void> {
        while (!until.aborted) {
          try {
            await shards.submit(rows);
            return;
          } catch (thrown) {
            if (!isCodedError(thrown) || thrown.kind !== "outside") throw thrown;
            beat(thrown.summary);
            await wait(countEveryMs, until);
          }
        }
      }
      async function idle(until: AbortSignal): Promise<void> {
        while (!until.aborted) {
          beat();
          await wait(countEveryMs, until);
        }
      }
    },
  };

  async function count(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      waiting = await shards.waiting().catch(() => waiting);
      await wait(countEveryMs, signal);
    }
  }
}

/** `POST /signals` of every host: acknowledged once the database has it. */
function sharedIntake({ context, wait }: Service, shards: Shards, waiting: () => number): Intake {
  const receipts = new Receipts();
  const underWay = new Map<string, readonly string[]>();
  let remembered = 0;
  const remember = (id: string, rows: readonly string[]): void => {
    underWay.set(id, rows);
    remembered += rows.length;
    for (const [oldest, { length }] of underWay) {
      if (remembered <= mostRemembered || oldest === id) break;
      underWay.delete(oldest);
      remembered -= length;
    }
  };
  return {
    isTooFarAhead: () => waiting() > mostWaiting,
    receiptOf: (id) => receipts.get(id),
    async append({ payload, ...about }: Delivery) {
      const { clock } = context;
      const rowsOf = rowsOfBatches({ sender: about.by, clock });
      const rows = [];
      for await (const batch of decodeJsonl([payload], { now: clock, source: sourceOf(about.by) }))
        rows.push(...rowsOf(batch, about.id));
      await shards.submit(rows);
      remember(
        about.id,
        rows.map(({ id }) => id),
      );
      const sha256 = createHash("sha256").update(payload).digest("hex");
      return receipts.add({ v: 1, ...about, bytes: payload.length, sha256 });
    },
    async wasJudged({ id }, enough) {
      const rows = underWay.get(id);
      // What is not known any more is not called judged, nor what cannot be asked about: it was taken in any case.
      while (rows !== undefined && !enough.aborted) {
        if ((await shards.waitingOf(rows).catch(() => rows.length)) === 0) return true;
        await wait(askEveryMs, enough);
      }
      return false;
    },
  };
}
