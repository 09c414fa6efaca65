import type { HttpBindings } from "@hono/node-server";
import { messageOf } from "@mvcrs/errors";
import { type Context, Hono } from "hono";
import { findToken, type Power, type Token } from "../tokens/token.ts";
import { isOwnHost } from "./host.ts";

interface EdgeEnv {
  readonly Bindings: HttpBindings;
}
export type Edge = Hono<EdgeEnv>;
export type EdgeContext = Context<EdgeEnv>;

export interface EdgeOptions {
  /** Names under which it may be asked, beside its addresses, in lower case. */
  readonly names: readonly string[];
  /** Called with what went wrong in answering. */
  readonly failed: (what: string, problem: string) => void;
}

const strict: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/** The application that every route is added to. It answers only to its own names, and lets no other site's page act. */
export function createEdge({ names, failed }: EdgeOptions): Edge {
  const edge: Edge = new Hono<EdgeEnv>();
  edge.use(async (context, next) => {
    const { host } = context.env.incoming.headers;
    if (!isOwnHost(host, names))
      return refuse(
        context,
        421,
        "HOST_UNKNOWN",
        "this service has no such name; start it with --name to add one",
      );
    if (!isRead(context) && isFromElsewhere(context, host ?? ""))
      return refuse(context, 403, "CROSS_SITE", "a page of another site may not do this");
    await next();
    for (const [name, value] of Object.entries(strict)) context.header(name, value);
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
    return undefined;
  });
  edge.notFound((context) => refuse(context, 404, "NOT_FOUND", "there is nothing here"));
  edge.onError((thrown, context) => {
    failed(`${context.req.method} ${context.req.path}`, messageOf(thrown));
    return refuse(context, 500, "FAILED", messageOf(thrown));
  });
  return edge;
}

const isRead = ({ req }: EdgeContext): boolean => req.method === "GET" || req.method === "HEAD";

/** Whether a browser says that a page of another site asks. Programs say nothing of the kind. */
function isFromElsewhere({ req }: EdgeContext, host: string): boolean {
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = req.header("origin");
  return origin !== undefined && !URL.canParse(origin)
    ? true
    : origin !== undefined && new URL(origin).host !== host;
}

export type Refusal = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;

/** An answer that says what is wrong, to programs by a code. */
export function refuse(
  context: EdgeContext,
  status: Refusal,
  code: string,
  problem: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.json({ ok: false, code, problem }, status, { ...headers });
}

/**
 * The bearer of a request, where it has the power that is asked for; else the answer. No cookie is ever read: a page of another
 * site cannot make a browser send this.
 */
export async function bearerOf(
  context: EdgeContext,
  power: Power,
  tokens: () => Promise<readonly Token[]>,
): Promise<Token | Response> {
  const [, text] = /^Bearer ([\x21-\x7e]{1,200})$/.exec(context.req.header("authorization") ?? "") ?? [];
  const challenge = { "www-authenticate": 'Bearer realm="mvcrs"' };
  if (text === undefined)
    return refuse(context, 401, "TOKEN_MISSING", "send a token: Authorization: Bearer …", challenge);
  const token = findToken(await tokens(), text);
  if (token === undefined)
    return refuse(context, 401, "TOKEN_REFUSED", "this token does not hold, or not any more", challenge);
  if (token.may !== power)
    return refuse(context, 403, "TOKEN_WITHOUT_POWER", `this token is for ${token.may}, not for ${power}`);
  return token;
}
