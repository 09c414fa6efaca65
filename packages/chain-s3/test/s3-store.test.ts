import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { exportTiles, exportTilesTo, openLog, signLogCheckpoint } from "@mvcrs/chain";
import { verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { S3Store, s3Errors } from "../src/index.ts";
import { bucket, credentials, type Fault } from "./support/bucket.ts";

const signer = fixedSigner();
const verifierKeys = [verifierOf(signer)];

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

async function made() {
  const root = tempRoot();
  const [path, statePath] = [join(root, "events.jsonl"), join(root, "checkpoint")];
  const { objects, asked, world, endpoint, region, tag } = await bucket();
  const waited: number[] = [];
  let folders = 0;
  const store = (
    more: { readonly bucket?: string; readonly secret?: string; readonly timeoutMs?: number } = {},
  ) =>
    new S3Store({
      ...{ endpoint, region, bucket: more.bucket ?? "logs", prefix: "crs/one/" },
      credentials: { ...credentials, ...(more.secret === undefined ? {} : { secretAccessKey: more.secret }) },
      wait: async (ms) => void waited.push(ms),
      random: () => 1,
      ...(more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs }),
    });
  const grow = async (count: number) => {
    await using log = await openLog<{ n: number }>({ path });
    await log.appendAll(Array.from({ length: count }, (_, n) => ({ n })));
    return await signLogCheckpoint({ log, origin: signer.name, signer, statePath });
  };
  const publish = (checkpoint: string, into = store()) =>
    exportTilesTo(into, { path, checkpoint, verifierKeys, origin: signer.name });
  /** What a folder holds after the same export. */
  const asFolder = async (checkpoint: string) => {
    const dir = join(root, `site-${folders++}`);
    await exportTiles({ path, dir, checkpoint, verifierKeys });
    return new Map(
      readdirSync(dir, { recursive: true, encoding: "utf8" })
        .filter((name) => !name.startsWith(".") && statSync(join(dir, name)).isFile())
        .map((name) => [name, hashOf(readFileSync(join(dir, name)))]),
    );
  };
  const published = () =>
    new Map(
      [...objects]
        .filter(([key]) => !key.endsWith(".conditional-writes"))
        .map(([key, bytes]) => [key.replace("crs/one/", ""), hashOf(bytes)]),
    );
  return { root, path, objects, asked, world, waited, store, grow, publish, asFolder, published, tag };
}

describe("an export into a bucket", () => {
  it("holds what a folder holds, also after it has grown, and then writes only what is new", async () => {
    const { grow, publish, asFolder, published, asked } = await made();
    const first = await grow(300);
    expect(await publish(first)).toMatchObject({ size: 300, kept: 0, mended: 0 });
    expect(published()).toEqual(await asFolder(first));
    const second = await grow(400);
    asked.length = 0;
    const { written } = await publish(second);
    for (const [path, bytes] of await asFolder(second)) expect(published().get(path)).toEqual(bytes);
    // The first bundle and its tile were full: nobody asks for them again.
    expect(asked.map(({ key }) => key)).not.toContain("crs/one/tile/entries/000");
    expect(asked.filter(({ method }) => method === "PUT")).toHaveLength(written + 2);
  });

  it("says how long each file may be kept, and writes the checkpoint last", async () => {
    const { grow, publish, asked } = await made();
    await publish(await grow(3));
    const puts = asked.filter(({ method }) => method === "PUT");
    expect(puts.at(-1)?.key).toBe("crs/one/checkpoint");
    expect(puts.at(-1)?.headers).toMatchObject({ "cache-control": "no-cache", "if-none-match": "*" });
    expect(puts.find(({ key }) => key.includes("/tile/"))?.headers["cache-control"]).toContain("immutable");
  });

  it("refuses another history, and a tile that somebody changed to something else", async () => {
    const { grow, publish, objects } = await made();
    const other = await made();
    await publish(await grow(300));
    const theirs = await other.grow(10);
    for (const [key, bytes] of objects) other.objects.set(key, bytes);
    expect(await errorCode(() => other.publish(theirs))).toBe("TILE_CONFLICT");
    expect(other.objects).toEqual(objects);
    objects.delete("crs/one/checkpoint");
    objects.set("crs/one/tile/0/000", Buffer.alloc(32 * 256, 7));
    expect(await errorCode(async () => publish(await grow(1)))).toBe("TILE_CONFLICT");
    expect(objects.has("crs/one/checkpoint")).toBe(false);
  });

  it("goes on from a newer checkpoint that another export publishes meanwhile, and leaves it", async () => {
    const { grow, publish, objects, world } = await made();
    const [old, newer] = [await grow(300), await grow(300)];
    await publish(newer);
    const whole = new Map(objects);
    objects.delete("crs/one/checkpoint");
    // The other one is done between this one's look and its own checkpoint.
    let late = true;
    world.before = (method, key) => {
      if (!late || method !== "PUT" || !key.endsWith("checkpoint")) return;
      late = false;
      objects.set(key, whole.get(key) ?? Buffer.alloc(0));
    };
    expect(await publish(old)).toMatchObject({ size: 300 });
    expect(late).toBe(false);
    expect(objects.get("crs/one/checkpoint")?.toString()).toBe(newer);
  });

  it("gives up where somebody else's checkpoint comes each time, and undoes none", async () => {
    const { grow, publish, objects, world } = await made();
    const [one, two, three] = [await grow(1), await grow(1), await grow(1)];
    let turn = 0;
    world.before = (method, key) => {
      if (method === "PUT" && key.endsWith("checkpoint"))
        objects.set(key, Buffer.from((turn++ % 2 === 0 ? one : two) ?? ""));
    };
    expect(await errorCode(() => publish(three))).toBe("TILES_CONTENDED");
    expect([one, two]).toContain(objects.get("crs/one/checkpoint")?.toString());
  });
});

describe("a store on a bad day", () => {
  const passing: readonly Fault[] = [
    "closed",
    "unheard",
    { status: 503, code: "SlowDown" },
    { status: 500 },
    { status: 409, code: "ConditionalRequestConflict" },
  ];
  it.each(passing.map((fault) => [JSON.stringify(fault), fault] as const))(
    "gets there where every third request ends in %s",
    async (_, fault) => {
      const { grow, publish, asFolder, published, world, waited } = await made();
      let count = 0;
      world.fault = () => (++count % 3 === 0 ? fault : undefined);
      const checkpoint = await grow(700);
      await publish(checkpoint);
      world.fault = () => undefined;
      expect(published()).toEqual(await asFolder(checkpoint));
      expect(waited.length).toBeGreaterThan(0);
    },
  );

  it("goes on after an export that died at any request", async () => {
    const { grow, publish, asFolder, published, objects, world } = await made();
    const checkpoint = await grow(600);
    const whole = await asFolder(checkpoint);
    for (let dies = 1; ; dies++) {
      objects.clear();
      let count = 0;
      world.fault = () => (++count >= dies ? { status: 403, code: "AccessDenied" } : undefined);
      const code = await errorCode(() => publish(checkpoint));
      // No checkpoint stands before what it commits to.
      if (published().has("checkpoint")) expect(published()).toEqual(whole);
      world.fault = () => undefined;
      await publish(checkpoint);
      expect(published()).toEqual(whole);
      if (code === undefined) break;
      expect(code).toBe("S3_REFUSED");
    }
  });

  it("says that it does not answer, after a growing wait", async () => {
    const { store, world, waited } = await made();
    world.fault = () => ({ status: 503, code: "SlowDown" });
    const thrown = await store()
      .read("checkpoint")
      .catch((thrown: unknown) => thrown);
    expect(s3Errors.is(thrown, "S3_UNREACHABLE")).toBe(true);
    expect(String(thrown)).toContain("HTTP 503 SlowDown");
    expect(waited).toEqual([200, 400, 800, 1600, 3200]);
  });

  it("says who refuses and why, at once", async () => {
    const { store, waited } = await made();
    for (const [refused, code] of [
      [store({ secret: "another" }), "SignatureDoesNotMatch"],
      [store({ bucket: "nobodys" }), "NoSuchBucket"],
    ] as const) {
      const thrown = await refused.read("checkpoint").catch((thrown: unknown) => thrown);
      expect(s3Errors.is(thrown, "S3_REFUSED") && thrown.details.code).toBe(code);
      expect(String(thrown)).not.toContain("another");
    }
    expect(waited).toEqual([]);
  });

  it("publishes nothing where the store ignores conditions", async () => {
    const { grow, publish, world, published } = await made();
    world.fault = (method) => (method === "PUT" ? "unconditional" : undefined);
    const checkpoint = await grow(3);
    expect(await errorCode(() => publish(checkpoint))).toBe("S3_UNCONDITIONAL");
    expect([...published()]).toEqual([]);
  });

  it("reads no more than a tile can have", async () => {
    const { store, objects } = await made();
    objects.set("crs/one/checkpoint", Buffer.alloc(17_000_000));
    expect(await errorCode(() => store().read("checkpoint"))).toBe("S3_TOO_LARGE");
  });
});
