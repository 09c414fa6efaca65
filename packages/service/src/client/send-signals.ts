import { growingPause, messageOf } from "@mvcrs/errors";
import { checkJson } from "@mvcrs/files";
import { z } from "zod";
import { serviceErrors } from "../errors.ts";

/** What a service has acknowledged. */
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

const acknowledgementSchema = z.object({
  id: z.string(),
  signals: z.int(),
  unusable: z.int(),
  taken_at: z.string(),
  repeated: z.boolean(),
  /** Whether it was judged by the time of the answer; absent where nobody asked to wait. */
  judged: z.boolean().optional(),
});
const refusalSchema = z.object({ code: z.string(), problem: z.string() });

export interface SendOptions {
  /** Where the service is; its `/signals` is asked. */
  readonly url: string;
  readonly token: string;
  /** Seconds to wait until the signals are judged; 0 for none. */
  readonly waitSeconds: number;
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

const attempts = 5;
const pauses = { first: 500, most: 30_000 };
/** How long an answer may take, beside what was asked to wait, in milliseconds. */
const patienceMs = 30_000;
/** What a service says that wants the same once more. */
const again = new Set([429, 500, 502, 503, 504]);

/**
 * Sends lines of signals until a service acknowledges them. Sent again, they are taken once: what they hold is their key.
 *
 * @throws SERVICE_REFUSES where it does not take them, SERVICE_UNREACHABLE where it does not acknowledge them
 */
export async function sendSignals(lines: Uint8Array, options: SendOptions): Promise<Acknowledgement> {
  const { url, wait } = options;
  for (let tried = 1; ; tried += 1) {
    const result = await sendOnce(lines, options);
    if (!("problem" in result)) return result;
    if (tried === attempts)
      throw serviceErrors.create("SERVICE_UNREACHABLE", { url, problem: result.problem });
    await wait(Math.max(result.afterMs, growingPause(tried, pauses)));
  }
}

interface Failure {
  readonly problem: string;
  readonly afterMs: number;
}

async function sendOnce(
  lines: Uint8Array,
  { url, token, waitSeconds, fetch: ask }: SendOptions,
): Promise<Acknowledgement | Failure> {
  let answer: Response;
  let text: string;
  try {
    answer = await ask(new URL("signals", url), {
      method: "POST",
      body: Uint8Array.from(lines),
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/x-ndjson",
        ...(waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {}),
      },
      // A token goes to whom it was meant for, and nowhere else.
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs + waitSeconds * 1000),
    });
    text = await answer.text();
  } catch (thrown) {
    return { problem: messageOf(thrown), afterMs: 0 };
  }
  if (again.has(answer.status))
    return { problem: `it answers ${answer.status}`, afterMs: afterOf(answer.headers.get("retry-after")) };
  if (answer.ok) {
    const taken = checkJson(text, acknowledgementSchema);
    if (taken.ok) return taken.value;
  }
  const refusal = checkJson(text, refusalSchema);
  const { code, problem } = refusal.ok
    ? refusal.value
    : { code: null, problem: "what answers there is no service of MV-CRS" };
  throw serviceErrors.create("SERVICE_REFUSES", { url, status: answer.status, code, problem });
}

const afterOf = (header: string | null): number => {
  const seconds = Number(header ?? 0);
  return seconds > 0 ? Math.min(seconds * 1000, pauses.most) : 0;
};
