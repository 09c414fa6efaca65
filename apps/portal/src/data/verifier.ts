import { signal } from "@preact/signals";
import type { Answer, Request } from "../worker/messages.ts";
import { loadText } from "./load.ts";
import { overview } from "./model.ts";

/** How far a verification is. */
export interface Verification {
  readonly state: "idle" | "running" | "good" | "bad" | "failed";
  readonly size: number;
  readonly origin: string;
  readonly root: string;
  readonly tail: { readonly from: number; readonly ms: number } | null;
  readonly consistent: readonly string[];
  readonly done: number;
  readonly from: number;
  readonly hashed: number;
  readonly ms: number;
  readonly bad: { readonly seq: number | null; readonly problem: string } | null;
}

const idle: Verification = {
  ...{ state: "idle", size: 0, origin: "", root: "", tail: null, consistent: [], done: 0, from: 0 },
  ...{ hashed: 0, ms: 0, bad: null },
};
export const verification = signal<Verification>(idle);

/** What an entry is proven by. */
export type Proven = Extract<Answer, { kind: "entry" }>;

let worker: Worker | undefined;
let entries = 0;
const waiting = new Map<number, { resolve: (found: Proven) => void; reject: (why: Error) => void }>();
let saveAs = "";

const script = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="mvcrs-verifier"]')?.content ?? "assets/verify.js";
const base = (): string => new URL("log/", document.baseURI).href;

function theWorker(): Worker {
  if (worker !== undefined) return worker;
  worker = new Worker(new URL(script(), document.baseURI));
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => hear(data));
  worker.addEventListener("error", () => {
    verification.value = {
      ...verification.value,
      state: "failed",
      bad: { seq: null, problem: "the verifier did not start" },
    };
  });
  return worker;
}

function hear(answer: Answer): void {
  const before = verification.value;
  switch (answer.kind) {
    case "checkpoint":
      verification.value = { ...before, size: answer.size, root: answer.root, origin: answer.origin };
      return;
    case "tail":
      verification.value = { ...before, tail: { from: answer.from, ms: answer.ms } };
      return;
    case "consistent": {
      const what = answer.with === "pinned" ? "the pinned checkpoint" : "what this browser verified before";
      verification.value = {
        ...before,
        consistent: [...before.consistent, `${what} (${answer.size} entries)`],
      };
      return;
    }
    case "progress":
      verification.value = { ...before, done: answer.done, from: answer.from };
      return;
    case "done":
      verification.value = {
        ...before,
        state: "good",
        done: answer.size,
        hashed: answer.hashed,
        ms: answer.ms,
      };
      remember(saveAs, { size: answer.size, root: answer.root });
      return;
    case "bad":
    case "failed":
      verification.value = {
        ...before,
        state: answer.kind,
        bad: { seq: answer.kind === "bad" ? answer.seq : null, problem: answer.problem },
      };
      return;
    case "entry":
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      return;
    case "entry-bad":
      waiting.get(answer.id)?.reject(new Error(answer.problem));
      waiting.delete(answer.id);
  }
}

/** Has the verifier at work on the newest entry, so that it is warm when it is asked for all of them. */
export function prepare(): void {
  const { log, facts } = overview.value ?? {};
  const size = log?.checkpoint?.size ?? 0;
  // What does not hold is said when it is asked.
  if (size > 0 && facts?.key) provenEntry(size - 1, facts.key).catch(() => undefined);
}

const post = (request: Request): void => theWorker().postMessage(request);

/** Verifies the log against a key and, where the visitor has one, a checkpoint of their own. */
export async function startVerifying(given: {
  readonly key: string;
  readonly pinned: string;
  readonly anew: boolean;
}): Promise<void> {
  verification.value = { ...idle, state: "running" };
  const origin = overview.value?.log.origin ?? null;
  const key = given.key.trim();
  saveAs = `mvcrs verified ${base()} ${key}`;
  try {
    const checkpoint = await loadText("log/checkpoint");
    const known = given.anew ? null : remembered(saveAs);
    const pinned = given.pinned.trim() === "" ? null : `${given.pinned.trim()}\n`;
    post({ kind: "verify", base: base(), checkpoint, key, origin, known, pinned });
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    verification.value = { ...verification.value, state: "failed", bad: { seq: null, problem } };
  }
}

/** An entry's line, proven against the checkpoint of this host. */
export async function provenEntry(seq: number, key: string): Promise<Proven> {
  const checkpoint = await loadText("log/checkpoint");
  const origin = overview.value?.log.origin ?? null;
  const id = ++entries;
  const found = new Promise<Proven>((resolve, reject) => waiting.set(id, { resolve, reject }));
  post({ kind: "entry", id, base: base(), checkpoint, key: key.trim(), origin, seq });
  return found;
}

interface Known {
  readonly size: number;
  readonly root: string;
}

function remembered(name: string): Known | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    if (typeof found !== "object" || found === null || !("size" in found) || !("root" in found)) return null;
    const { size, root } = found;
    return typeof size === "number" && Number.isSafeInteger(size) && size > 0 && typeof root === "string"
      ? { size, root }
      : null;
  } catch {
    // A browser that keeps nothing verifies everything.
    return null;
  }
}

function remember(name: string, known: Known): void {
  try {
    localStorage.setItem(name, JSON.stringify(known));
  } catch {
    // As above.
  }
}

export const isRemembered = (key: string): boolean =>
  remembered(`mvcrs verified ${base()} ${key.trim()}`) !== null;
