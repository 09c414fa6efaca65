import { messageOf } from "@mvcrs/errors";
import type { Send } from "./node-send.ts";

/** What came back for one HTTP request, or why nothing did. */
export type Reply =
  | {
      readonly status: number;
      readonly text: string;
      /** Milliseconds that the Retry-After header asks for. */
      readonly retryAfterMs: number | undefined;
    }
  | { readonly lost: string; readonly cause: unknown };

/** Posts JSON and reads the whole answer. Never throws. */
export async function post(
  send: Send,
  target: URL,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  body: unknown,
): Promise<Reply> {
  try {
    const response = await send(target, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, text, retryAfterMs: retryAfterOf(response.headers.get("retry-after")) };
  } catch (thrown) {
    return { lost: networkProblem(thrown), cause: thrown };
  }
}

// Seconds, as providers send it (RFC 9110 10.2.3); a date or nonsense leaves the growing pause. A minute at most: an
// operator waits in front of the screen.
function retryAfterOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header.trim())
    ? Math.min(Number(header) * 1_000, 60_000)
    : undefined;
}

// fetch hides why behind "fetch failed", a host of several addresses behind nothing; what is inside says ECONNREFUSED
// and the like.
function networkProblem(thrown: unknown): string {
  const inner = thrown instanceof AggregateError ? thrown.errors[0] : undefined;
  const cause = inner ?? (thrown instanceof Error ? thrown.cause : undefined);
  return cause instanceof Error ? messageOf(cause) || cause.name : messageOf(thrown);
}
