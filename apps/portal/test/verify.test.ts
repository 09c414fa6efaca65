import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatVerifierKey, signCheckpoint, signerKeyFromSeed, verifierOf } from "@mvcrs/chain/note";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { browserForAll, textOf } from "./support/browser.ts";
import { serveFolder, signer, type World } from "./support/host.ts";
import { oneMore } from "./support/story.ts";

const { open, world } = browserForAll();
let made: World;
let site: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  made = await world();
  // Two bundles and more, so that some stand before the newest 256 entries.
  await made.append(
    Array.from({ length: 300 }, (_, k) => oneMore(k)),
    true,
  );
  site = await serveFolder(made);
});
afterAll(() => site.close());
beforeEach(() => site.overrides.clear());

const bundle = "log/tile/entries/000";
const count = 650;

async function verifyIn(page: Page, given: { readonly key?: string; readonly pinned?: string } = {}) {
  await page.waitForSelector("button.main");
  if (given.key !== undefined) await page.fill("#key", given.key);
  if (given.pinned !== undefined) await page.fill("#pinned", given.pinned);
  await page.click("button.main");
  await page.waitForSelector(".steps .notice.bad, .steps .step:last-child.ok");
  return textOf(page, ".steps");
}

const read = (path: string): Buffer => readFileSync(join(site.folder, path));

it("verifies every entry in a worker, and the next time only what is new", async () => {
  const { page, wrong } = await open(`${site.url}#/verify`);
  const said = await verifyIn(page);
  expect(said).toContain(`The checkpoint is signed by this key: ${count} entries of ${signer.name}`);
  expect(said).toContain(`All ${count} entries are verified: ${count} hashed`);
  await page.reload();
  site.asked.length = 0;
  const again = await verifyIn(page);
  expect(again).toContain(`It continues what this browser verified before (${count} entries)`);
  expect(again).toContain("394 hashed");
  expect(site.asked).not.toContain(bundle);
  expect(wrong).toEqual([]);
  await page.goto(site.url);
  await page.close();
});

it("shows tampering at the entry", async () => {
  const bytes = Buffer.from(read(bundle));
  const at = bytes.indexOf("treasury.balance");
  expect(at).toBeGreaterThan(0);
  bytes.write("treasury.balanXe", at);
  // Which entry that byte belongs to.
  let entry = 0;
  for (let place = 0; place + 2 + bytes.readUInt16BE(place) <= at; entry++)
    place += 2 + bytes.readUInt16BE(place);
  site.overrides.set(bundle, bytes);
  const { page } = await open(`${site.url}#/verify`);
  expect(await verifyIn(page)).toContain(`Entry ${entry} was tampered with.`);
  expect(await page.locator(".steps .step.no").count()).toBe(1);
  // The same entry, asked for by itself.
  await page.goto(`${site.url}#/entry/${entry}`);
  await page.waitForSelector(".notice.bad");
  expect(await textOf(page, ".notice.bad")).toContain("not the entry that was signed");
  await page.close();
});

it("finds a tile that was changed, one that is gone, and a bundle that is cut", async () => {
  const tile = "log/tile/0/000";
  const changed = Buffer.from(read(tile));
  changed[5] = (changed[5] ?? 0) ^ 1;
  for (const [path, bytes, says] of [
    [
      `log/tile/0/002.p/${count - 512}`,
      Buffer.alloc(32 * (count - 512)),
      "do not lead to the checkpoint's root",
    ],
    [`log/tile/entries/002.p/${count - 512}`, null, "cannot be fetched"],
    [bundle, read(bundle).subarray(0, 1000), "ends within an entry"],
  ] as const) {
    site.overrides.clear();
    site.overrides.set(path, bytes);
    const { page } = await open(`${site.url}#/verify`);
    expect(await verifyIn(page)).toContain(says);
    await page.close();
  }
  // Only where the bundle is another one too does it say which entry: the tile itself is told from it.
  site.overrides.clear();
  site.overrides
    .set(tile, changed)
    .set(bundle, Buffer.from(read(bundle).map((byte, n) => (n === 40 ? byte ^ 1 : byte))));
  const { page } = await open(`${site.url}#/verify`);
  expect(await verifyIn(page)).toContain("tile 0/0 is not the one that the checkpoint commits to");
  await page.close();
});

it("takes the visitor's key and checkpoint at their word, and the host's at none", async () => {
  const stranger = signerKeyFromSeed(signer.name, new Uint8Array(32));
  const { page } = await open(`${site.url}#/verify`);
  expect(await verifyIn(page, { key: formatVerifierKey(verifierOf(stranger)) })).toContain(
    "This does not verify.",
  );
  await page.close();
  const another = signCheckpoint(
    { origin: signer.name, size: 100n, rootHash: new Uint8Array(32), extensions: [] },
    [signer],
  );
  const pinned = await open(`${site.url}#/verify`);
  expect(await verifyIn(pinned.page, { pinned: another })).toContain(
    "history was rewritten: the first 100 entries are not those of the pinned checkpoint",
  );
  await pinned.page.close();
  const longer = signCheckpoint(
    { origin: signer.name, size: 10_000n, rootHash: new Uint8Array(32), extensions: [] },
    [signer],
  );
  const shrunk = await open(`${site.url}#/verify`);
  expect(await verifyIn(shrunk.page, { pinned: longer })).toContain(
    "the log is shorter than the pinned checkpoint",
  );
  await shrunk.page.close();
  const own = await open(`${site.url}#/verify`);
  expect(await verifyIn(own.page, { pinned: read("log/checkpoint").toString() })).toContain(
    `It continues the pinned checkpoint (${count} entries)`,
  );
  await own.page.close();
});
