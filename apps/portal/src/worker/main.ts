import { Bad } from "./check.ts";
import { hashBundle } from "./full-bundle.ts";
import { startHashers } from "./hashers.ts";
import type { Answer, Request } from "./messages.ts";
import type { FetchBytes, Tiles } from "./tiles.ts";
import { type Opened, openCheckpoint, proveEntry, verify } from "./verify.ts";

const say = (answer: Answer): void => postMessage(answer);

/** A full tile never changes, and what is open has its size in its name: the browser may keep either. */
const fetchFrom =
  (base: string, cache: RequestCache = "default"): FetchBytes =>
  async (path) => {
    const response = await fetch(new URL(path, base), { cache });
    if (!response.ok) throw new RangeError(`${path} cannot be fetched: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };

const problemOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** One a core, as far as they are of use. */
const cores = Math.min(4, Math.max(2, navigator.hardwareConcurrency));

/** What an entry was proven by last: others are asked for by the same, and the first verification goes on from it. */
let held: { readonly of: string; readonly opened: Opened } | undefined;

type Asked = Exclude<Request, { kind: "bundle" }>;

const nameOf = ({ base, checkpoint, key, origin }: Asked): string =>
  JSON.stringify([base, checkpoint, key, origin]);

function open(data: Asked, ahead?: (tiles: Tiles) => void): Opened {
  const of = nameOf(data);
  return held?.of === of ? held.opened : openCheckpoint(data, fetchFrom(data.base), ahead);
}

async function answerEntry(data: Extract<Request, { kind: "entry" }>): Promise<void> {
  const { id, seq } = data;
  try {
    const opened = open(data);
    const proven = await proveEntry(opened, seq);
    held = { of: nameOf(data), opened };
    say({ kind: "entry", id, ...proven });
  } catch (thrown) {
    held = undefined;
    say({ kind: "entry-bad", id, problem: problemOf(thrown) });
  }
}

async function answerVerify(data: Extract<Request, { kind: "verify" }>): Promise<void> {
  const { base } = data;
  try {
    await verify(data, {
      ...{ say, now: () => performance.now(), open: (ahead) => open(data, ahead) },
      hashersFor: (bundles) => startHashers(base, Math.min(cores, bundles), () => new Worker(location.href)),
    });
  } catch (thrown) {
    const problem = problemOf(thrown);
    say(thrown instanceof Bad ? { kind: "bad", seq: thrown.seq, problem } : { kind: "failed", problem });
  }
  // Whoever verifies again wants to know what the host has by then.
  held = undefined;
}

async function answerBundle({ base, index }: Extract<Request, { kind: "bundle" }>): Promise<void> {
  try {
    // One of thousands, and not asked for again: keeping it costs more than it brings.
    say({ kind: "bundle", index, ...(await hashBundle(fetchFrom(base, "no-store"), index)) });
  } catch (thrown) {
    say({ kind: "bundle-bad", index, problem: problemOf(thrown) });
  }
}

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "bundle") void answerBundle(data);
  else if (data.kind === "entry") void answerEntry(data);
  else void answerVerify(data);
});
