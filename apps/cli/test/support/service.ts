import { onTestFinished } from "vitest";
import type { Io } from "../../src/io.ts";
import { mvcrs, type Ran } from "./cli.ts";

export interface RunningService {
  /** With a slash behind it. */
  readonly url: string;
  readonly said: () => string;
  /** What SIGHUP does. */
  hangup(): void;
  get(path: string): Promise<Response>;
  post(path: string, token: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** `/readyz` as it is. */
  readiness(): Promise<Readiness>;
  stop(): Promise<Ran>;
}

interface Readiness {
  readonly ready: boolean;
  readonly parts: readonly ({
    readonly name: string;
    readonly ok: boolean;
    readonly problem: string | null;
  } & Record<string, unknown>)[];
  readonly inputs: readonly Record<string, unknown>[];
}

/** `mvcrs serve` in this process, on a free port, by the machine's clock. */
export async function service(
  root: string,
  args: readonly string[] = [],
  io: Partial<Io> = {},
): Promise<RunningService> {
  const controller = new AbortController();
  let said = "";
  let hangup = (): void => undefined;
  let listening: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const ran = mvcrs(root, ["serve", "--port", "0", ...args], {
    clock: Date.now,
    stopSignal: () => controller.signal,
    onHangup: (listener) => {
      hangup = listener;
    },
    stderr: (text) => {
      said += text;
      const found = /serving (\S+);/.exec(said)?.[1];
      if (found !== undefined) listening(found);
    },
    ...io,
  });
  onTestFinished(async () => {
    controller.abort();
    await ran;
  });
  const at = await Promise.race([
    url,
    ran.then(({ exitCode }) => Promise.reject(new Error(`it ended with ${exitCode}: ${said}`))),
  ]);
  const get = (path: string) => fetch(new URL(path, at));
  return {
    url: at,
    said: () => said,
    hangup: () => hangup(),
    get,
    post: (path, token, body, headers = {}) =>
      fetch(new URL(path, at), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    readiness: async () => (await (await get("/readyz")).json()) as Readiness,
    async stop() {
      controller.abort();
      return { ...(await ran), stderr: said };
    },
  };
}

/** Resolves once something holds; the test's own time limit ends a wait in vain. */
export async function until<Value>(
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    await new Promise((again) => setImmediate(again));
  }
}

export async function tokenOf(root: string, may: "signals" | "act", actor: string): Promise<string> {
  const ran = await mvcrs(root, ["tokens", "create", "--actor", actor, "--may", may, "--json"]);
  return String(ran.json()["token"]);
}
