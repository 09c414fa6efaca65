import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openLog, signLogCheckpoint } from "@mvcrs/chain";
import { formatVerifierKey, verifierOf } from "@mvcrs/chain/note";
import { fixedSigner } from "@mvcrs/chain/testing";
import { defaultConfig } from "@mvcrs/escalation";
import { nodeFiles } from "@mvcrs/files";
import { mortalFiles } from "@mvcrs/files/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { historyOf, steps } from "../../escalation/test/support/history.ts";
import { noFacts, openPortal, publishPortal } from "../src/index.ts";
import { clock, world } from "./support/world.ts";

const { origin } = defaultConfig().log;
const signer = fixedSigner(origin);
const key = formatVerifierKey(verifierOf(signer));
const events = historyOf(
  Array.from({ length: 700 }, (_, n) => ({ step: steps[n % 7] ?? "raise", pick: n % 61 })),
);

/** Every file below a folder and what stands in it. */
const filesBelow = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path, "latin1")]),
  );

async function signedWorld(count = 700) {
  const made = await world();
  await made.append(events.slice(0, count));
  const sign = async () => {
    await using log = await openLog<unknown>({ path: made.paths.log, metaPath: made.paths.meta });
    await signLogCheckpoint({ log, statePath: made.paths.checkpoint, origin, signer, clock });
  };
  const publish = (folder: string, more: object = {}) =>
    publishPortal({ ...made.options(folder), facts: async () => ({ ...noFacts, key }), ...more });
  return { ...made, sign, publish };
}

it("writes a folder that holds the page, the data and the log, and nothing else; again, only what is new", async () => {
  const { publish, sign, append, paths } = await signedWorld(600);
  const folder = join(tempRoot(), "www");
  // Before anything is signed, the log's own lines are all there is.
  expect(await publish(folder)).toMatchObject({ proven: null, from: 0, rebuilt: true });
  expect(Object.keys(filesBelow(folder)).filter((path) => path.startsWith("data/lines/"))).toHaveLength(3);
  await sign();
  await append(events.slice(600));
  expect(await publish(folder)).toMatchObject({ proven: 600, from: 600, rebuilt: false });
  const files = filesBelow(folder);
  const names = Object.keys(files);
  expect(names).toEqual(
    expect.arrayContaining(["index.html", "data/overview.json", "log/checkpoint", "data/timeline/1.json"]),
  );
  expect(names.filter((path) => path.startsWith("data/lines/"))).toEqual(["data/lines/2.txt"]);
  expect(files["data/lines/2.txt"]?.split("\n").slice(0, 1)).toEqual([
    readFileSync(paths.log, "latin1").split("\n")[512],
  ]);
  expect(names.filter((path) => /\.tmp$|\.lock$|(?:^|\/)\./.test(path))).toEqual([]);

  const first = join(folder, "data/timeline/0.json");
  const before = statSync(first).mtimeMs;
  expect(await publish(folder)).toMatchObject({ from: 700, rebuilt: false });
  expect(statSync(first).mtimeMs).toBe(before);
  expect(filesBelow(folder)).toEqual(files);
});

it("touches no folder that holds anything else", async () => {
  const { publish } = await signedWorld(3);
  const folder = tempRoot();
  writeFileSync(join(folder, "thesis.txt"), "mine");
  expect(await errorCode(() => publish(folder))).toBe("PORTAL_FOLDER_FOREIGN");
  expect(readdirSync(folder)).toEqual(["thesis.txt"]);
});

it("is a whole portal whenever a build dies, and the next build makes what the first would have", async () => {
  const { publish, sign, append } = await signedWorld(300);
  await sign();
  const folder = join(tempRoot(), "www");
  await publish(folder);
  await append(events.slice(300));
  await sign();
  const fresh = join(tempRoot(), "fresh");
  await publish(fresh);
  const expected = filesBelow(fresh);
  const copy = filesBelow(folder);
  let deaths = 0;
  for (let step = 1; ; step += 13) {
    const again = join(tempRoot(), "www");
    for (const [path, text] of Object.entries(copy)) {
      mkdirSync(join(again, path, ".."), { recursive: true });
      writeFileSync(join(again, path), text, "latin1");
    }
    const { files: layer, died } = mortalFiles(nodeFiles, step, step % 2 === 0 ? "middle" : "after");
    const end = await Promise.race([publish(again, { layer }).then(() => "done"), died]);
    // What a reader meets: an overview whose pages are there.
    const overview: { log: { count: number } } = JSON.parse(
      readFileSync(join(again, "data/overview.json"), "utf8"),
    );
    expect([300, 700]).toContain(overview.log.count);
    const page: { entries: unknown[] } = JSON.parse(
      readFileSync(join(again, `data/timeline/${Math.floor((overview.log.count - 1) / 512)}.json`), "utf8"),
    );
    expect(page.entries.length).toBeGreaterThanOrEqual(((overview.log.count - 1) % 512) + 1);
    // There are fewer writes to die in the middle of than changes to die after.
    if (end === "done" && step % 2 === 0) continue;
    if (end === "done") break;
    deaths += 1;
    rmSync(join(again, "data/.build.lock"), { force: true });
    rmSync(join(again, "log/.export.lock"), { force: true });
    await publish(again);
    const whole = filesBelow(again);
    expect(Object.keys(whole)).toEqual(expect.arrayContaining(Object.keys(expected)));
    for (const [path, text] of Object.entries(expected)) expect([path, whole[path]]).toEqual([path, text]);
    expect(Object.keys(whole).filter((path) => path.endsWith(".tmp"))).toEqual([]);
  }
  expect(deaths).toBeGreaterThan(4);
});

it("answers for the paths of a portal and for no other", async () => {
  const { options, sign } = await signedWorld(40);
  await sign();
  const folder = join(tempRoot(), "live");
  const portal = openPortal({ ...options(folder), facts: async () => ({ ...noFacts, key }) });
  await portal.update();
  await portal.save();
  for (const path of [
    "index.html",
    "data/overview.json",
    "data/metrics.json",
    "data/timeline/0.json",
    "data/lines/0.txt",
  ]) {
    const file = await portal.file(path);
    expect([path, file?.etag]).toEqual([path, expect.stringMatching(/^"[\w-]{22}"$/)]);
  }
  for (const path of [
    "data/state.json",
    "data/portal.json",
    "../root/state/log.key",
    "data/../../secret",
    "data/timeline/../state.json",
    "data/timeline/0.json/",
    "data/timeline/99999.json",
    "log/.export.lock",
    "log/tile/../../x",
    "/etc/passwd",
    "data/lines/9.txt",
    "__proto__",
    "toString",
    "",
  ])
    expect([path, await portal.file(path)]).toEqual([path, undefined]);
});
