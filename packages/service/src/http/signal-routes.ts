import { isCodedError } from "@mvcrs/errors";
import type { RowProblem } from "@mvcrs/verifiers/input";
import { serviceErrors } from "../errors.ts";
import type { Intake } from "../inbox/intake.ts";
import type { Receipt } from "../inbox/receipts.ts";
import { sha256 } from "../inbox/record.ts";
import { sourceOf } from "../inputs/inbox-input.ts";
import type { Token } from "../tokens/token.ts";
import { bearerOf, type Edge, type EdgeContext, refuse } from "./edge.ts";
import { preferredWait } from "./prefer-wait.ts";
import { BodyBudget } from "./read-body.ts";
import { readSignals } from "./signal-body.ts";

export interface SignalRoutesOptions {
  /** `undefined` while nothing can be taken. */
  readonly intake: () => Intake | undefined;
  readonly tokens: () => Promise<readonly Token[]>;
  readonly clock: () => number;
}

/** The largest body, and what all of them may hold at the same time, in bytes. */
const maxBody = 8 * 1024 * 1024;
const maxBodies = 64 * 1024 * 1024;
const shownProblems = 20;

/**
 * Adds `POST /signals`. A delivery is acknowledged once it is on stable storage, and judged after that. Sent again, under the
 * same Idempotency-Key or with the same content, it is acknowledged with the same id and judged once. Who sends
 * `Prefer: wait=…` is answered once it is judged, or after so many seconds.
 */
export function signalRoutes(edge: Edge, options: SignalRoutesOptions): void {
  const { intake, tokens, clock } = options;
  const budget = new BodyBudget(maxBodies);
  edge.post("/signals", async (context) => {
    const bearer = await bearerOf(context, "signals", tokens);
    if (bearer instanceof Response) return bearer;
    const key = context.req.header("idempotency-key");
    if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
      return refuse(
        context,
        400,
        "KEY_UNUSABLE",
        "an Idempotency-Key is 1 to 200 printable ASCII characters",
      );
    const box = intake();
    if (box === undefined)
      return refuse(context, 503, "NOT_TAKING", "signals are not taken at the moment", {
        "retry-after": "5",
      });
    if (box.isTooFarAhead())
      return refuse(context, 429, "TOO_FAR_AHEAD", "what was sent before is still to be judged", {
        "retry-after": "5",
      });
    const body = await budget.read(context.env.incoming, maxBody);
    if (typeof body === "string") return bodyRefused(context, body);
    const taken = await take(context, { bearer, key, box, body: body.bytes, clock }).finally(body.release);
    return taken instanceof Response ? taken : acknowledged(context, box, taken);
  });
  edge.all("/signals", (context) => refuse(context, 405, "METHOD", "only POST", { allow: "POST" }));
}

interface Sent {
  readonly bearer: Token;
  readonly key: string | undefined;
  readonly box: Intake;
  readonly body: Uint8Array;
  readonly clock: () => number;
}

interface Taken {
  readonly receipt: Receipt;
  readonly repeated: boolean;
  readonly problems: readonly RowProblem[];
}

async function take(
  context: EdgeContext,
  { bearer, key, box, body, clock }: Sent,
): Promise<Taken | Response> {
  try {
    const { payload, signals, problems } = await readSignals(body, {
      now: clock,
      source: sourceOf(bearer.actor),
    });
    const digest = sha256(payload);
    const id = sha256(
      Buffer.from(JSON.stringify([bearer.id, key ?? null, key === undefined ? digest : null])),
    ).slice(0, 32);
    const known = box.receiptOf(id);
    if (known !== undefined) return repeated(context, known, digest);
    const at = new Date(clock()).toISOString();
    const unusable = problems.filter(({ partial }) => partial !== true).length;
    const receipt = await box.append({ id, by: bearer.actor, at, signals, unusable, payload });
    // Two at once under one key: the first is the one that was taken.
    return receipt.sha256 === digest
      ? { receipt, repeated: false, problems }
      : repeated(context, receipt, digest);
  } catch (thrown) {
    if (serviceErrors.is(thrown, "BODY_UNUSABLE")) return refuse(context, 422, thrown.code, thrown.message);
    // The disk, or the database, did not take it.
    if (!isCodedError(thrown) || thrown.kind !== "outside") throw thrown;
    return refuse(context, 503, "NOT_DURABLE", `nothing was taken: ${thrown.message}`, {
      "retry-after": "30",
    });
  }
}

/** A delivery that was taken before; refused where that one held something else. */
const repeated = (context: EdgeContext, receipt: Receipt, digest: string): Taken | Response =>
  receipt.sha256 === digest
    ? { receipt, repeated: true, problems: [] }
    : refuse(context, 422, "KEY_REUSED", "this Idempotency-Key was used for other signals before");

/** 202 for what is durable; 200 where its sender waited, and it is judged by now. */
async function acknowledged(
  context: EdgeContext,
  box: Intake,
  { receipt, repeated: again, problems }: Taken,
): Promise<Response> {
  const answer = { ok: true, ...shown(receipt), repeated: again, problems: firstOf(problems) };
  const seconds = preferredWait(context.req.header("prefer"));
  if (seconds === 0) return context.json(answer, 202);
  const enough = AbortSignal.any([AbortSignal.timeout(seconds * 1000), context.req.raw.signal]);
  const isJudged = await box.wasJudged(receipt, enough);
  const headers = { "preference-applied": `wait=${seconds}` };
  return context.json({ ...answer, judged: isJudged }, isJudged ? 200 : 202, headers);
}

const shown = ({ id, signals, unusable, at }: Receipt) => ({ id, signals, unusable, taken_at: at });

const firstOf = (problems: readonly RowProblem[]) =>
  problems.slice(0, shownProblems).map(({ line, code, reason }) => ({ line, code, reason }));

function bodyRefused(context: EdgeContext, why: "too-large" | "too-many" | "cut-off"): Response {
  // What is left of the body is not read: the connection ends with the answer.
  const close = { connection: "close" };
  if (why === "too-large")
    return refuse(context, 413, "TOO_LARGE", `a body has at most ${maxBody} bytes; send several`, close);
  if (why === "too-many")
    return refuse(context, 429, "TOO_MANY", "too much is being sent at once", {
      ...close,
      "retry-after": "2",
    });
  return refuse(context, 400, "CUT_OFF", "the body ended early", close);
}
