import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { exportTilesTo, fileStore, openLog, signLogCheckpoint, type TileStore } from "../src/index.ts";
import { verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];

/** A store in memory; `before` is what others do there right before a file is written. */
function memoryStore(before: (path: string, files: Map<string, Uint8Array>) => void = () => undefined) {
  const files = new Map<string, Uint8Array>();
  const events: string[] = [];
  const store: TileStore = {
    at: (path) => `memory/${path}`,
    hold: async () => ({ [Symbol.asyncDispose]: async () => undefined }),
    async read(path) {
      const bytes = files.get(path);
      return bytes === undefined ? undefined : { bytes, version: Buffer.from(bytes).toString("hex") };
    },
    async write(path, bytes, over) {
      before(path, files);
      if (((await this.read(path))?.version ?? null) !== over) return false;
      files.set(path, bytes);
      events.push(path);
      return true;
    },
    settle: async () => void events.push("settled"),
  };
  return { store, files, events };
}

async function made(sizes: readonly number[]) {
  const root = tempRoot();
  const [path, statePath] = [join(root, "events.jsonl"), join(root, "checkpoint")];
  const notes: string[] = [];
  await using log = await openLog<{ n: number }>({ path });
  for (const size of sizes) {
    await log.appendAll(Array.from({ length: size - log.head().count }, (_, n) => ({ n })));
    notes.push(await signLogCheckpoint({ log, origin: signer.name, signer, statePath }));
  }
  return { path, notes };
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

it("writes the checkpoint last, over the one it has read, once all else is safe", async () => {
  const { path, notes } = await made([300, 500]);
  const { store, files, events } = memoryStore();
  for (const checkpoint of notes) {
    events.length = 0;
    await exportTilesTo(store, { path, checkpoint, verifierKeys });
    expect(events.slice(-3)).toEqual(["settled", "checkpoint", "settled"]);
    expect(text(files.get("checkpoint"))).toBe(checkpoint);
  }
  // Once more: nothing is written.
  events.length = 0;
  await exportTilesTo(store, { path, checkpoint: notes[1] ?? "", verifierKeys });
  expect(events.filter((event) => event !== "settled")).toEqual([]);
});

it("looks again where another export was faster, and gives up where that never ends", async () => {
  const { path, notes } = await made([10, 20, 30]);
  const [one = "", two = "", three = ""] = notes;
  let faster = 1;
  const others = (path: string, files: Map<string, Uint8Array>) => {
    if (path === "checkpoint" && faster-- > 0) files.set(path, Buffer.from(faster % 2 === 0 ? one : two));
  };
  const { store, files } = memoryStore(others);
  expect(await exportTilesTo(store, { path, checkpoint: three, verifierKeys })).toMatchObject({ size: 30 });
  expect(text(files.get("checkpoint"))).toBe(three);
  faster = Number.POSITIVE_INFINITY;
  const turns = memoryStore((path, files) => {
    if (path === "checkpoint") files.set(path, Buffer.from(text(files.get(path)) === one ? two : one));
  });
  expect(await errorCode(() => exportTilesTo(turns.store, { path, checkpoint: three, verifierKeys }))).toBe(
    "TILES_CONTENDED",
  );
  expect([one, two]).toContain(text(turns.files.get("checkpoint")));
});

it("exports from any store what it exports from a file, again and again as it grows", async () => {
  const { path, notes } = await made([300, 500, 66_000]);
  const [ofFile, ofStore] = [memoryStore(), memoryStore()];
  await using from = fileStore({ path });
  for (const checkpoint of notes) {
    const wanted = await exportTilesTo(ofFile.store, { path, checkpoint, verifierKeys });
    expect(await exportTilesTo(ofStore.store, { from, checkpoint, verifierKeys })).toEqual(wanted);
    expect([...ofStore.files].sort()).toEqual([...ofFile.files].sort());
  }
});
