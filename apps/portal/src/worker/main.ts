import { Bad } from "./check.ts";
import type { Answer, Request } from "./messages.ts";
import type { FetchBytes } from "./tiles.ts";
import { proveEntry, verify } from "./verify.ts";

const say = (answer: Answer): void => postMessage(answer);

const fetchFrom =
  (base: string): FetchBytes =>
  async (path) => {
    // A full tile never changes; what is open has its size in its name.
    const response = await fetch(new URL(path, base), { cache: "default" });
    if (!response.ok) throw new RangeError(`${path} cannot be fetched: HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };

const problemOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  const fetch = fetchFrom(data.base);
  if (data.kind === "entry") {
    const { id } = data;
    proveEntry(data, fetch).then(
      (proven) => say({ kind: "entry", id, ...proven }),
      (thrown: unknown) => say({ kind: "entry-bad", id, problem: problemOf(thrown) }),
    );
    return;
  }
  verify(data, { fetch, say, now: () => performance.now() }).catch((thrown: unknown) =>
    say(
      thrown instanceof Bad
        ? { kind: "bad", seq: thrown.seq, problem: thrown.message }
        : { kind: "failed", problem: problemOf(thrown) },
    ),
  );
});
