import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "@mvcrs/chain";
import { artifactPaths, counterKeys, lookLatest, type MvcrsEvent } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const env = { MVCRS_ACTOR: "on-call" };
/** More entries than are folded from the start each time. */
const entries = 1200;

/** A root with a long log and a lock in the middle of it, that a command has folded and saved. */
let locked: string;

beforeAll(async () => {
  locked = mkdtempSync(join(tmpdir(), "mvcrs-test-"));
  await mvcrs(locked, ["init"], { env });
  const { log: path, meta: metaPath } = artifactPaths(locked);
  const log = await openLog<MvcrsEvent>({ path, metaPath, counterKeys });
  const unmuted = (n: number): MvcrsEvent => ({
    ...{
      type: "metric.unmuted",
      id: `0b5e7f86-4f7e-4a6c-8a7e-${String(n).padStart(12, "0")}`,
      at: "2026-11-20T00:00:00.000Z",
    },
    ...{ actor: "a", metric: "m", reason: "r" },
  });
  await log.appendAll(Array.from({ length: entries / 2 }, (_, n) => unmuted(n)));
  await log.close();
  const engaged = await mvcrs(locked, ["trust-lock", "engage", "--reason", "stop"], { env });
  expect(engaged.exitCode).toBe(0);
  const again = await openLog<MvcrsEvent>({ path, metaPath, counterKeys });
  await again.appendAll(Array.from({ length: entries / 2 }, (_, n) => unmuted(n + entries)));
  await again.close();
  expect(
    (await mvcrs(locked, ["metrics", "mute", "m", "--owner", "o", "--until", "1h", "--reason", "r"], { env }))
      .exitCode,
  ).toBe(0);
});

afterAll(() => rmSync(locked, { recursive: true }));

function copy() {
  const root = tempRoot();
  cpSync(locked, root, { recursive: true });
  return { root, folded: join(root, "state/folded"), state: join(root, "state/folded/state.jsonl") };
}

const asks = (root: string) => mvcrs(root, ["trust-lock", "status", "--assert-unlocked"], { env });

/** Rewrites the second line, with a checksum that fits. */
function forge(path: string, change: (body: Record<string, unknown>) => void) {
  const [first = "", second = ""] = readFileSync(path, "utf8").split("\n");
  const body = JSON.parse(second);
  change(body);
  const text = JSON.stringify(body);
  const sha256 = createHash("sha256").update(text).digest("hex");
  writeFileSync(path, `${JSON.stringify({ ...JSON.parse(first), sha256 })}\n${text}\n`);
}

it("is saved by a command that writes, and by none that only reads", async () => {
  const { root, folded, state } = copy();
  expect(existsSync(state)).toBe(true);
  rmSync(folded, { recursive: true });
  for (const command of [
    ["trust-lock", "status"],
    ["challenges", "list"],
    ["telemetry", "check"],
    ["chain", "head"],
  ])
    await mvcrs(root, command, { env });
  expect(existsSync(folded)).toBe(false);
  await mvcrs(root, ["escalate", "tick"], { env });
  expect(readdirSync(folded)).toEqual(["state.jsonl"]);
});

it.each<[string, (place: ReturnType<typeof copy>) => void]>([
  ["as it is", () => undefined],
  ["gone", ({ folded }) => rmSync(folded, { recursive: true })],
  [
    "a file in the place of its folder",
    ({ folded }) => {
      rmSync(folded, { recursive: true });
      writeFileSync(folded, "");
    },
  ],
  [
    "a folder in the place of its file",
    ({ state }) => {
      rmSync(state);
      mkdirSync(state);
    },
  ],
  ["empty", ({ state }) => writeFileSync(state, "")],
  ["cut off", ({ state }) => writeFileSync(state, readFileSync(state, "utf8").slice(0, 900))],
  ["no text", ({ state }) => writeFileSync(state, Buffer.alloc(5000, 0xff))],
  [
    "forged to know of no lock",
    ({ state }) => forge(state, (body) => Object.assign(body, { lockEntries: [] })),
  ],
  [
    "forged to another entry",
    ({ state }) => forge(state, (body) => Object.assign(body, { lockEntries: [3] })),
  ],
  ["forged as another shape", ({ state }) => forge(state, (body) => Object.assign(body, { challenges: 7 }))],
])("answers that the lock is on, with the saved state %s", async (_how, spoil) => {
  const place = copy();
  spoil(place);
  expect((await asks(place.root)).exitCode).toBe(3);
  expect((await mvcrs(place.root, ["trust-lock", "status", "--json"], { env })).json()).toMatchObject({
    locked: true,
  });
});

it("permits nothing where saved state and counters are forged alike, as long as the lock's own file is as it was", async () => {
  const { root, state } = copy();
  forge(state, (body) => Object.assign(body, { lockEntries: [] }));
  const meta = join(root, "state/challenges_chain_meta.json");
  const text = readFileSync(meta, "utf8").replace(/\s*"trust_lock\.engaged": ?1,?/, "");
  expect(text).not.toBe(readFileSync(meta, "utf8"));
  writeFileSync(meta, text);
  expect((await asks(root)).exitCode).toBe(3);
});

/** Forges all that stands beside the log to know of no lock. */
function forgeAll({ root, state }: ReturnType<typeof copy>) {
  forge(state, (body) => Object.assign(body, { lockEntries: [] }));
  const meta = join(root, "state/challenges_chain_meta.json");
  const text = readFileSync(meta, "utf8").replace(/\s*"trust_lock\.engaged": ?1,?/, "");
  expect(text).not.toBe(readFileSync(meta, "utf8"));
  writeFileSync(meta, text);
  const lockFile = join(root, "state/trust_lock.json");
  const said = JSON.parse(readFileSync(lockFile, "utf8"));
  writeFileSync(lockFile, JSON.stringify({ ...said, locked: false, lock: null }));
}

it("permits nothing where everything beside the log is forged alike: the lock is in the log's own bytes", async () => {
  const place = copy();
  forgeAll(place);
  expect((await asks(place.root)).exitCode).toBe(3);
});

it.each<[string, readonly (readonly string[])[]]>([
  ["closed", []],
  ["compressed", [["compress-segments"]]],
  ["moved", [["move-segments", "cold"]]],
  ["compressed and moved", [["compress-segments"], ["move-segments", "cold"]]],
])("permits nothing where the lock is in a segment that is %s", async (_how, changes) => {
  const place = copy();
  const { root } = place;
  for (const args of [["rotate"], ...changes])
    expect((await mvcrs(root, ["chain", ...args], { env })).exitCode, args.join(" ")).toBe(0);
  forgeAll(place);
  expect((await asks(root)).exitCode).toBe(3);
});

it("permits nothing, and names the segment, where one is away that a lock may be in", async () => {
  const place = copy();
  const { root } = place;
  await mvcrs(root, ["chain", "rotate"], { env });
  await mvcrs(root, ["chain", "move-segments", "cold"], { env });
  forgeAll(place);
  rmSync(join(root, "cold"), { recursive: true });
  const asked = await mvcrs(root, ["trust-lock", "status", "--assert-unlocked", "--json"], { env });
  expect([asked.exitCode, asked.stdout.includes("cold")]).toEqual([3, true]);
  const looks = () =>
    lookLatest(
      { paths: artifactPaths(root), files: nodeTextFiles, sureOfLock: true },
      ({ state }) => state.lock,
    );
  expect(await errorCode(looks)).toBe("SEGMENT_MISSING");
});

it("goes on where the state cannot be saved, and records all the same", async () => {
  const { root, folded } = copy();
  rmSync(folded, { recursive: true });
  writeFileSync(folded, "");
  const muted = await mvcrs(
    root,
    ["metrics", "mute", "n", "--owner", "o", "--until", "1h", "--reason", "r"],
    { env },
  );
  expect(muted.exitCode).toBe(0);
  expect((await mvcrs(root, ["rebuild", "--check"], { env })).exitCode).toBe(0);
});
