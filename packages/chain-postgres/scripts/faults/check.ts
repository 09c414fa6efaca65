import { createHash } from "node:crypto";
import pg from "pg";
import { problemsOfSite, type Site } from "./check-site.ts";

// Shares no code with what it checks: plain SQL, plain JSON, hashes by node:crypto, the tree of RFC 6962 as it is written there.

export interface Acknowledged {
  readonly client: number;
  readonly n: number;
}

/** What somebody saw of the log at some time: it has to be the beginning of what it is now. */
export interface SeenHead {
  readonly size: number;
  readonly root: string;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The root after each entry, from the hashes of the leaves. */
function* rootsOf(leaves: readonly Buffer[]): Generator<string> {
  const stack: { size: number; hash: Buffer }[] = [];
  for (const leaf of leaves) {
    stack.push({ size: 1, hash: leaf });
    for (let top = stack.at(-1), left = stack.at(-2); top && left && top.size === left.size; ) {
      stack.splice(-2, 2, { size: 2 * top.size, hash: sha256(Uint8Array.of(1), left.hash, top.hash) });
      [top, left] = [stack.at(-1), stack.at(-2)];
    }
    yield stack
      .map(({ hash }) => hash)
      .reduceRight((right, left) => sha256(Uint8Array.of(1), left, right))
      .toString("hex");
  }
}

/** Everything that is wrong with a log, in words; nothing when it is right. */
export async function problemsOf(
  url: string,
  acknowledged: readonly (readonly Acknowledged[])[],
  seen: readonly SeenHead[],
  site?: Site,
): Promise<{ readonly entries: number; readonly problems: readonly string[] }> {
  const client = new pg.Client(url);
  await client.connect();
  const problems: string[] = [];
  try {
    const { rows: pages } = await client.query<{ first: string; next: string; lines: Buffer }>(
      "select first, next, lines from mvcrs.page order by first",
    );
    const { rows: heads } = await client.query("select next, chain_hash, root_hash from mvcrs.head");
    const leaves: Buffer[] = [];
    const places = new Map<string, number>();
    let prev = "0".repeat(64);
    const lines: Buffer[] = [];
    for (const page of pages) {
      if (Number(page.first) !== lines.length)
        problems.push(`${lines.length} entries stand before a page of ${page.first}`);
      for (let at = 0, end = 0; at < page.lines.length; at = end + 1) {
        end = page.lines.indexOf(0x0a, at);
        lines.push(page.lines.subarray(at, end));
      }
      if (Number(page.next) !== lines.length)
        problems.push(`${lines.length} entries stand up to the end of a page that says ${page.next}`);
    }
    for (const [i, line] of lines.entries()) {
      const entry = JSON.parse(line.toString("utf8"));
      if (entry.seq !== i) problems.push(`entry ${i} is numbered ${entry.seq}`);
      if (entry.prev !== prev) problems.push(`entry ${i} does not follow from the one before`);
      const key = `${entry.event.client}:${entry.event.n}`;
      if (places.has(key)) problems.push(`${key} is in the log twice: ${places.get(key)} and ${i}`);
      places.set(key, i);
      const leaf = sha256(Uint8Array.of(0), line);
      leaves.push(leaf);
      prev = leaf.toString("hex");
    }
    for (const [one, said] of acknowledged.entries()) {
      let last = -1;
      for (const { n } of said) {
        const at = places.get(`${one}:${n}`);
        if (at === undefined) problems.push(`client ${one} was promised ${n}, and it is not in the log`);
        else if (at <= last)
          problems.push(`client ${one}: ${n} stands before what was acknowledged before it`);
        else last = at;
      }
    }
    const roots = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ...rootsOf(leaves)];
    for (const { size, root } of seen)
      if (roots[size] !== root)
        problems.push(`somebody saw ${size} entries with the root ${root}, now it is ${roots[size]}`);
    if (site !== undefined) problems.push(...(await problemsOfSite(site, { lines, leaves, roots })));
    const head = heads[0];
    if (Number(head?.next) !== lines.length)
      problems.push(`the head counts ${head?.next} of ${lines.length}`);
    if (head?.chain_hash.toString("hex") !== prev) problems.push("the head names another last entry");
    if (head?.root_hash.toString("hex") !== roots.at(-1)) problems.push("the head has another root");
    return { entries: lines.length, problems };
  } finally {
    await client.end();
  }
}
