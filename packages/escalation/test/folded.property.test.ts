import { createHash } from "node:crypto";
import { compressSegments, type Log, moveSegments, openLog } from "@mvcrs/chain";
import { type TextFiles, textFiles } from "@mvcrs/files";
import { memoryFiles } from "@mvcrs/files/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { counterKeys, type MvcrsEvent, mvcrsEventSchema } from "../src/ledger/events.ts";
import { everyChallenge } from "../src/ledger/folded/every-challenge.ts";
import { type Folded, foldLog } from "../src/ledger/folded/fold.ts";
import { saveFolded } from "../src/ledger/folded/saved.ts";
import { foldedVersion } from "../src/ledger/folded/saved-format.ts";
import { applyEvent, emptyState, type MvcrsState, settle } from "../src/ledger/state.ts";
import { historyOf, type Step, steps } from "./support/history.ts";

const folder = "/state/folded";
const logPath = "/state/log.jsonl";
const statePath = `${folder}/state.jsonl`;

/** A log in memory and a place for its folded state. */
async function ledger(events: readonly MvcrsEvent[] = []) {
  const disk = memoryFiles();
  const files = textFiles(disk);
  const log = await openLog<MvcrsEvent>({
    path: logPath,
    schema: mvcrsEventSchema,
    counterKeys,
    files: disk,
    clock: () => 0,
    durability: "os",
  });
  await log.appendAll(events);
  const fold = (options = {}) => foldLog(log, log.head(), { files, folder, savedFrom: 1, ...options });
  const save = async () => {
    const { state } = await fold({ withIds: true });
    await saveFolded({ files, folder }, state, log.head().chainHash);
  };
  return { disk, log, files, fold, save };
}

/** The state without what a command may have kept in memory; every id with its place. */
async function comparable(state: MvcrsState) {
  settle(state);
  await state.ids.load();
  const { ids, touched: _, ...rest } = state;
  const all = (kind: "challenge" | "alert") => ids.startingWith(kind, "").sort((a, b) => a.seq - b.seq);
  // As lists: a map that is read in another order is another one.
  const lists = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, value instanceof Map ? [...value] : value]),
  );
  return { ...lists, ids: [all("challenge"), all("alert")] };
}

const fromStart = (events: readonly MvcrsEvent[]) => {
  const state = emptyState();
  for (const [seq, event] of events.entries()) applyEvent(state, event, seq);
  return comparable(state);
};

const choices = (max: number) =>
  fc.array(fc.record({ step: fc.constantFrom<Step>(...steps), pick: fc.nat(60) }), {
    minLength: 1,
    maxLength: max,
  });

it("is the same folded from a saved state as folded from the start, saved anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(
      choices(60),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      async (of, saves) => {
        const events = historyOf(of);
        const { log, fold, save } = await ledger();
        let saved = false;
        for (const [seq, event] of events.entries()) {
          await log.append(event);
          const folded = await fold();
          expect(folded.from !== null).toBe(saved);
          expect(await comparable(folded.state)).toEqual(await fromStart(events.slice(0, seq + 1)));
          if (saves[seq] !== true) continue;
          await save();
          saved = true;
        }
      },
    ),
    { numRuns: 40 },
  );
});

it("is the same where an event speaks of a challenge that was closed before", async () => {
  await fc.assert(
    fc.asyncProperty(choices(50), fc.nat(50), async (of, cut) => {
      const events = historyOf(of, true);
      const { log, fold, save } = await ledger(events.slice(0, cut));
      if (cut > 0) await save();
      await log.appendAll(events.slice(cut));
      const { state } = await fold();
      expect(await comparable(state)).toEqual(await fromStart(events));
      const all: string[] = [];
      for await (const { challenge, ordinal } of everyChallenge(state, (range) => log.entries(range)))
        all[ordinal] = JSON.stringify(challenge);
      const whole = emptyState();
      for (const [seq, event] of events.entries()) applyEvent(whole, event, seq);
      expect(all).toEqual([...whole.challenges.values()].map((challenge) => JSON.stringify(challenge)));
    }),
    { numRuns: 60 },
  );
});

it("is the same however the log is split into segments, saved anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(
      choices(40),
      fc.array(fc.nat(40), { maxLength: 6 }),
      fc.nat(40),
      async (of, cuts, at) => {
        const events = historyOf(of);
        const { disk, log, fold, save } = await ledger();
        for (const [seq, event] of events.entries()) {
          await log.append(event);
          if (cuts.includes(seq)) await log.rotate();
          if (at === seq) await save();
        }
        const options = { path: logPath, files: disk };
        await compressSegments({ ...options, choose: ({ first }) => first % 2 === 0 });
        await moveSegments({ ...options, to: "/cold", choose: ({ first }) => first % 3 === 0 });
        expect(await comparable((await fold()).state)).toEqual(await fromStart(events));
      },
    ),
    { numRuns: 20 },
  );
});

/** A history with everything in it, saved two entries before its end. */
async function savedLedger(extra = 0) {
  const all = [...steps, ...steps, ...steps].map((step, i) => ({ step, pick: i * 7 }));
  const raised = Array.from(
    { length: extra },
    (_, i) => ({ step: i % 2 === 0 ? "raise" : "resolve", pick: i }) as const,
  );
  const events = historyOf([...raised, ...all, { step: "release", pick: 1 }, { step: "engage", pick: 0 }]);
  const made = await ledger(events.slice(0, -2));
  await made.save();
  await made.log.appendAll(events.slice(-2));
  return { ...made, events, expected: await fromStart(events) };
}

const isRight = async ({ fold, expected }: Awaited<ReturnType<typeof savedLedger>>, withIds = false) => {
  const folded = await fold({ withIds });
  expect(await comparable(folded.state)).toEqual(expected);
  return folded.from;
};

it("throws a saved state away that was cut off anywhere, or had any bit flipped", async () => {
  const made = await savedLedger();
  const text = (await made.files.read(statePath)) ?? "";
  expect(await isRight(made)).not.toBeNull();
  for (let length = 0; length < text.length; length += 1 + (length % 13)) {
    await made.files.write(statePath, text.slice(0, length));
    expect(await isRight(made), `cut to ${length}`).toBeNull();
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.nat(6), async (at, bit) => {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
      await made.files.write(statePath, text.slice(0, at) + flipped + text.slice(at + 1));
      expect(await isRight(made)).toBeNull();
    }),
    { numRuns: 300 },
  );
});

it("throws it away where its files of ids are gone or damaged, if ids are asked for", async () => {
  const made = await savedLedger(1400);
  const [name = ""] = (await made.files.list(folder)).filter((one) => one.startsWith("ids-"));
  const text = (await made.files.read(`${folder}/${name}`)) ?? "";
  expect(text.length).toBeGreaterThan(10_000);
  expect(await isRight(made, true)).not.toBeNull();
  await made.files.write(`${folder}/${name}`, text.replace("0", "1"));
  expect(await isRight(made, true)).toBeNull();
  await made.files.remove(`${folder}/${name}`);
  expect(await isRight(made, true)).toBeNull();
});

/** Changes what is saved, with a checksum that fits. */
async function forge(files: TextFiles, change: (heading: Record<string, unknown>, body: never) => void) {
  const [first = "", second = ""] = ((await files.read(statePath)) ?? "").split("\n");
  const heading = JSON.parse(first);
  const body = JSON.parse(second);
  change(heading, body as never);
  const text = JSON.stringify(body);
  if (heading.sha256 === JSON.parse(first).sha256)
    heading.sha256 = createHash("sha256").update(text).digest("hex");
  await files.write(statePath, `${JSON.stringify(heading)}\n${text}\n`);
}

it("throws away what is of another version, another log, or a longer one", async () => {
  for (const change of [
    (heading: Record<string, unknown>) => Object.assign(heading, { version: foldedVersion + 1 }),
    (heading: Record<string, unknown>) => Object.assign(heading, { count: 10_000 }),
    (heading: Record<string, unknown>) => Object.assign(heading, { count: 7 }),
    (heading: Record<string, unknown>) => Object.assign(heading, { chain_hash: "0".repeat(64) }),
    (heading: Record<string, unknown>) => Object.assign(heading, { sha256: "0".repeat(64) }),
  ]) {
    const made = await savedLedger();
    await forge(made.files, change);
    expect(await isRight(made), change.toString()).toBeNull();
  }
  const [one, other] = [await savedLedger(), await savedLedger(2)];
  await one.files.write(statePath, (await other.files.read(statePath)) ?? "");
  expect(await isRight(one)).toBeNull();
});

it("never takes the lock from what is saved, whoever wrote it", async () => {
  const { log, events, expected } = await savedLedger();
  const about = events.flatMap(({ type }, seq) => (/^(?:trust_lock|committee)\./.test(type) ? [seq] : []));
  const old = about.filter((seq) => seq < events.length - 2);
  expect(old.length).toBeGreaterThan(6);
  const lists = [
    [],
    ...old.map((_, without) => old.filter((_seq, i) => i !== without)),
    ...old.map((_, at) => old.map((seq, i) => (i === at ? seq + 1 : seq))),
    old.slice(0, -1).concat(0),
    [...old, events.length - 3],
  ];
  for (const lockEntries of lists) {
    const made = await savedLedger();
    await forge(made.files, (_heading, body) => Object.assign(body, { lockEntries }));
    expect(await isRight(made), String(lockEntries)).toBeNull();
    // Nor does it help to say in so many words that none is on.
    await forge(made.files, (_heading, body) => Object.assign(body, { lock: null }));
    expect(await isRight(made)).toBeNull();
  }
  expect((expected as { lock?: { seq: number } }).lock?.seq).toBe(log.head().count - 1);
});

it("believes no list of the lock's entries that lacks the lock which its file names", async () => {
  const made = await savedLedger();
  const lockFile = "/state/trust_lock.json";
  const { log, files } = made;
  const last = log.head().count - 1;
  const name = (seq: number) =>
    files.write(lockFile, JSON.stringify({ locked: true, lock: { id: "x", seq } }));
  await name(last);
  expect((await made.fold({ lockFile })).from).not.toBeNull();
  await name(last - 2);
  const anew = await made.fold({ lockFile });
  expect(anew.from).toBeNull();
  expect(await comparable(anew.state)).toEqual(made.expected);
  await files.write(lockFile, "{");
  expect((await made.fold({ lockFile })).from).not.toBeNull();
});

it("proves the entries about the lock: a line that was put in the place of one is no answer", async () => {
  const made = await savedLedger();
  const asked: number[] = [];
  const { log } = made;
  const watched = new Proxy(log, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target);
      if (name !== "proveInclusion") return typeof value === "function" ? value.bind(target) : value;
      return (seq: number, size: number) => {
        asked.push(seq);
        return target.proveInclusion(seq, size);
      };
    },
  }) as Log<MvcrsEvent>;
  const options = { files: made.files, folder, savedFrom: 1 };
  const folded: Folded = await foldLog(watched, log.head(), options);
  expect(folded.from).not.toBeNull();
  expect(asked.length).toBeGreaterThan(0);
  const lying = new Proxy(watched, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target);
      if (name !== "at") return value;
      return async (seq: number) => {
        const entry = await log.at(seq);
        return asked.includes(seq) ? { ...entry, leafHash: "0".repeat(64) } : entry;
      };
    },
  });
  const again = await foldLog(lying, log.head(), options);
  expect(again.from).toBeNull();
  expect(await comparable(again.state)).toEqual(made.expected);
});

it("folds a log of fewer entries than are worth saving from its start", async () => {
  const made = await savedLedger();
  const { from } = await made.fold({ savedFrom: made.events.length + 1 });
  expect(from).toBeNull();
});

it("raises its version when what is saved of a log changes", async () => {
  const made = await savedLedger();
  const text = (await made.files.read(statePath)) ?? "";
  // Where this fails, the state is folded or written differently: raise `foldedVersion`, so that old ones are thrown away.
  expect({
    version: foldedVersion,
    sha256: createHash("sha256").update(text).digest("hex"),
  }).toMatchSnapshot();
});
