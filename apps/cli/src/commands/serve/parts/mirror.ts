import { isCodedError } from "@mvcrs/errors";
import type { Part } from "@mvcrs/service";
import type { Service } from "./service.ts";

/** How often the database is asked for news, and how soon again where it cannot be asked, in milliseconds. */
const everyMs = 200;
const againMs = 1_000;

/** Keeps the root of this host up to what the database holds, so that everything that is read here is fresh. */
export function mirrorPart({ context, say, wait }: Service, refresh: () => Promise<number>): Part {
  let fetched = 0;
  let said: string | null = null;
  const look = async (): Promise<string | null> => {
    try {
      const added = await refresh();
      fetched += added;
      // What other hosts recorded is told from here as well, where it is this host's turn.
      if (added > 0) context.recorded();
      return null;
    } catch (thrown) {
      if (!isCodedError(thrown) || (thrown.kind !== "outside" && thrown.kind !== "refused")) throw thrown;
      return thrown.summary;
    }
  };
  return {
    name: "store",
    everyMs: 2_000,
    async run(signal, pulse) {
      while (!signal.aborted) {
        const problem = await look();
        if (problem !== said) say.warn("store", problem ?? "the database can be asked again");
        said = problem;
        pulse.beat({ store: context.store?.name ?? null, fetched }, problem);
        await wait(problem === null ? everyMs : againMs, signal);
      }
    },
  };
}
