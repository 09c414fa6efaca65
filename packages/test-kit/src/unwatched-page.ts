import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumCommand } from "./browser.ts";

/**
 * A page of a browser of its own that nobody watches: a debugger that hears of every request, as Playwright does, doubles what
 * a request costs, so what a visitor waits for is measured here.
 */
export interface UnwatchedPage extends AsyncDisposable {
  /** What an expression comes to in the page, as JSON has it; a promise is awaited. Rejects where it throws. */
  evaluate(expression: string): Promise<unknown>;
  /** Goes to an address, and waits until an expression is true there. */
  open(url: string, until: string): Promise<void>;
  /** What the page and its workers have of the machine's memory beside shared files, in bytes: as Linux counts it. */
  memory(): Promise<number>;
}

interface Reply {
  readonly id?: number;
  readonly result?: {
    readonly sessionId?: string;
    readonly targetId?: string;
    readonly processInfo?: readonly { readonly type: string; readonly id: number }[];
    readonly result?: { readonly value?: unknown; readonly description?: string };
    readonly exceptionDetails?: {
      readonly text?: string;
      readonly exception?: { readonly description?: string };
    };
  };
  readonly error?: { readonly message: string };
}

/** Starts a browser with one page, `width` by `height` CSS pixels. */
export async function openUnwatchedPage(width: number, height: number): Promise<UnwatchedPage> {
  const { path, args: given } = await chromiumCommand();
  // Without a graphics card the compositor draws by itself: imitating a card costs more than the page does.
  const args = [...given.filter((arg) => !/gpu|gl=|angle|swiftshader/.test(arg)), "--disable-gpu"];
  const profile = mkdtempSync(join(tmpdir(), "mvcrs-unwatched-"));
  const own = ["--headless=shell", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const browser = spawn(path, [...args, ...own, `--window-size=${width},${height}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const socket = new WebSocket(await addressOf(browser));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let last = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener("message", ({ data }) => {
    const reply: Reply = JSON.parse(String(data));
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  const send = async (method: string, params: object, sessionId?: string) => {
    const id = ++last;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
    waiting.delete(id);
    if (reply.error !== undefined) throw new TypeError(`${method}: ${reply.error.message}`);
    return reply.result ?? {};
  };
  const { targetId } = await send("Target.createTarget", { url: "about:blank", width, height });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await send(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    if (exceptionDetails !== undefined)
      throw new TypeError(exceptionDetails.exception?.description ?? exceptionDetails.text ?? "it threw");
    return result?.value;
  };
  return {
    evaluate,
    async open(url, until) {
      await send("Page.navigate", { url }, sessionId);
      // An address that only differs behind the # goes nowhere; either way the page is asked until it is there.
      await evaluateWhenThere(
        evaluate,
        `new Promise((resolve) => {
          const look = () => ((${until}) ? resolve(true) : requestAnimationFrame(look));
          look();
        })`,
      );
    },
    async memory() {
      const { processInfo = [] } = await send("SystemInfo.getProcessInfo", {});
      const kilobytes = processInfo
        .filter(({ type }) => type === "renderer")
        .map(({ id }) => Number(/RssAnon:\s*(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]));
      return 1024 * Math.max(...kilobytes);
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      const ended = new Promise((resolve) => browser.once("exit", resolve));
      browser.kill("SIGKILL");
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A page that goes away takes the question with it: it is asked again on the next one. */
async function evaluateWhenThere(
  evaluate: (expression: string) => Promise<unknown>,
  expression: string,
): Promise<void> {
  for (let tried = 1; ; tried++)
    try {
      await evaluate(expression);
      return;
    } catch (thrown) {
      if (tried === 10) throw thrown;
    }
}

/** The address at which a browser says that it can be told what to do. */
function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    browser.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    browser.once("exit", () => reject(new Error(`the browser did not start:\n${said}`)));
  });
}
