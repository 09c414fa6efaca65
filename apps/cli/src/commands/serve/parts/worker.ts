import type { Shards } from "@mvcrs/chain-postgres";
import { messageOf } from "@mvcrs/errors";
import type { Part } from "@mvcrs/service";
import { judgeShare } from "../../worker/judge-share.ts";
import type { ConfigPart } from "./config.ts";
import type { Service } from "./service.ts";

export interface WorkerOptions {
  readonly shards: Shards;
  readonly configured: Pick<ConfigPart, "current" | "replaced">;
}

const beatMs = 2_000;
/** A connection that answers nothing is given up after less. */
const troubleMs = 8_000;

/** Judges this host's share of what all hosts have taken. */
export function workerPart({ context, say }: Service, { shards, configured }: WorkerOptions): Part {
  let judged = 0;
  return {
    name: "worker",
    everyMs: 10_000,
    async run(signal, pulse) {
      let held = 0;
      let workers = 0;
      let trouble: { readonly problem: string; readonly at: number } | undefined;
      const beat = (): void => {
        // It is tried again five times a second: what has not come back is over.
        if (trouble !== undefined && performance.now() - trouble.at > troubleMs) trouble = undefined;
        pulse.beat({ shards: held, workers, judged }, trouble?.problem ?? null);
      };
      const beats = setInterval(beat, beatMs);
      try {
        while (!signal.aborted) {
          const before = judged;
          await judgeShare({
            ...{ context, say, shards },
            config: configured.current(),
            signal: AbortSignal.any([signal, configured.replaced()]),
            onShards(change) {
              ({ held, workers } = change);
              beat();
            },
            onProgress(rows) {
              judged = before + rows;
              beat();
            },
            onTrouble(thrown) {
              const problem = messageOf(thrown);
              if (problem !== trouble?.problem) say.warn("worker", problem);
              trouble = { problem, at: performance.now() };
              beat();
            },
          });
        }
      } finally {
        clearInterval(beats);
      }
    },
  };
}
