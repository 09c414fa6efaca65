import { type ErrorKind, isCodedError } from "@mvcrs/errors";
import {
  acknowledge,
  findChallenge,
  isAcknowledged,
  isResolved,
  type MvcrsEvent,
  mute,
  PrivateWords,
  record,
  resolve,
  type Session,
  unmute,
} from "@mvcrs/escalation";
import { type Action, actionSchema } from "@mvcrs/portal/format";
import { bearerOf, type Edge, type Refusal, readJson, readTokens, refuse, tokensPath } from "@mvcrs/service";
import { isMetricName } from "@mvcrs/verifiers";
import { parseInstant } from "@mvcrs/verifiers/input";
import type { Context } from "../../command.ts";
import { keptPrivate, sessionOptions } from "../../session.ts";

interface By {
  readonly actor: string;
  readonly reason: string;
  readonly now: number;
}

/**
 * Adds `POST /actions`: acknowledge, resolve, mute and unmute, by whoever bears a token for it; each is an entry with its
 * actor. A lock is never released here, and no owner operation is started.
 */
export function actionRoutes(edge: Edge, context: Context): void {
  const { files, paths, clock } = context;
  edge.post("/actions", async (asked) => {
    const bearer = await bearerOf(asked, "act", () => readTokens(files, tokensPath(paths.stateFolder)));
    if (bearer instanceof Response) return bearer;
    const body = await readJson(asked, actionSchema);
    if (body instanceof Response) return body;
    const action = body.value;
    const by = { actor: bearer.actor, reason: action.reason.trim(), now: clock() };
    const problem = problemOf(action, by);
    if (problem !== null) return refuse(asked, 400, "ACTION_UNUSABLE", problem);
    try {
      await using words = new PrivateWords(paths);
      const options = { ...sessionOptions(context), ...(await keptPrivate({ private: false }, context)) };
      const { stored, position } = await record(options, (_state, session) =>
        eventsOf(action, by, session, words),
      );
      if (stored.length > 0) context.recorded();
      // Done before: nothing is recorded twice.
      return asked.json({ ok: true, seq: stored.at(-1)?.seq ?? Math.max(0, position.count - 1) });
    } catch (thrown) {
      if (!isCodedError(thrown)) throw thrown;
      return refuse(asked, statusOf[thrown.kind], thrown.code, thrown.summary);
    }
  });
  edge.all("/actions", (asked) => refuse(asked, 405, "METHOD", "only POST", { allow: "POST" }));
}

const statusOf: Readonly<Record<ErrorKind, Refusal>> = {
  input: 400,
  refused: 409,
  integrity: 500,
  outside: 503,
  internal: 500,
};

/** What its schema does not see. */
function problemOf(action: Action, { reason }: By): string | null {
  if (reason === "") return "the reason must not be empty: it is recorded";
  if ("metric" in action && !isMetricName(action.metric)) return "that is not a metric's name";
  if (action.kind !== "mute") return null;
  if (action.owner.trim() === "") return "the owner must not be empty";
  return parseInstant(action.until)?.zoned === true ? null : "the end must be a time with a zone";
}

async function eventsOf(
  action: Action,
  by: By,
  session: Session,
  words: PrivateWords,
): Promise<readonly MvcrsEvent[]> {
  switch (action.kind) {
    case "acknowledge": {
      const challenge = await words.challenge(await findChallenge(session, action.challenge));
      return isAcknowledged(challenge, by) ? [] : [acknowledge(challenge, by)];
    }
    case "resolve": {
      const challenge = await words.challenge(await findChallenge(session, action.challenge));
      return isResolved(challenge, action.resolution, by) ? [] : [resolve(challenge, action.resolution, by)];
    }
    case "mute":
      return [mute(action.metric, action.owner.trim(), parseInstant(action.until)?.time ?? 0, by)];
    case "unmute":
      return [unmute(session.state, action.metric, by)];
  }
}
