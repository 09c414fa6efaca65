import {
  createEdge,
  type Edge,
  healthRoutes,
  type PartHealth,
  readTokens,
  signalRoutes,
  tokensPath,
} from "@mvcrs/service";
import type { Context } from "../../command.ts";
import { actionRoutes } from "./actions.ts";
import type { Where } from "./listen-options.ts";
import type { PortalPart } from "./parts/portal.ts";
import type { SourcesPart } from "./parts/sources.ts";
import type { VerificationPart } from "./parts/verification.ts";
import { portalRoutes } from "./portal-routes.ts";
import type { Say } from "./say.ts";
import { scraper } from "./scraper.ts";
import type { Switchable } from "./service-options.ts";

export interface EdgeParts {
  readonly context: Context;
  readonly say: Say;
  readonly on: ReadonlySet<Switchable>;
  readonly where: Where;
  readonly sources: SourcesPart;
  readonly verification: VerificationPart;
  /** `undefined` where it is left out. */
  readonly portal: PortalPart | undefined;
  readonly health: () => readonly PartHealth[];
}

/** Everything that the service answers. */
export async function buildEdge(parts: EdgeParts): Promise<Edge> {
  const { context, say, on, where, sources, verification, portal, health } = parts;
  const { files, paths, clock } = context;
  const edge = createEdge({
    names: where.names,
    failed: (what, problem) => say.warn("http", `${what}: ${problem}`),
  });
  healthRoutes(edge, () => {
    const all = health();
    return {
      ready: all.every(({ ok }) => ok),
      parts: all,
      more: { inputs: sources.inputs().map(shownInput) },
    };
  });
  if (on.has("sources"))
    signalRoutes(edge, {
      intake: () => sources.intake,
      tokens: () => readTokens(files, tokensPath(paths.stateFolder)),
      clock,
    });
  if (on.has("metrics")) {
    const render = await scraper(context, verification.last);
    edge.get("/metrics", async (answer) => {
      const { contentType, text } = await render();
      return answer.body(text, 200, { "content-type": contentType });
    });
  }
  actionRoutes(edge, context);
  // Last: it answers for every other path.
  if (portal !== undefined) portalRoutes(edge, portal);
  return edge;
}

const shownInput = ({
  name,
  state,
  problem,
  signals,
  lastSignal,
}: ReturnType<SourcesPart["inputs"]>[number]) => ({
  name,
  state,
  problem,
  signals,
  last_signal: lastSignal === null ? null : new Date(lastSignal).toISOString(),
});
