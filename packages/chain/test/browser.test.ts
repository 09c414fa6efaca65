import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { launchBrowser } from "@mvcrs/test-kit/browser";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleEvidence, readEvidence } from "../scripts/build-evidence.ts";
import { openEvidence, openLog } from "../src/index.ts";
import { formatVerifierKey, signCheckpoint, signerKeyFromSeed, verifierOf } from "../src/note.ts";
import { fixedSigner } from "../src/testing.ts";
import { install } from "./support/packed.ts";

const key = fixedSigner();
const verifierKey = formatVerifierKey(verifierOf(key));

async function evidence(root: string) {
  await using log = await openLog<{ note: string }>({ path: join(root, "events.jsonl") });
  await log.appendAll(Array.from({ length: 300 }, (_, n) => ({ note: `</script><b>${n}</b>` })));
  const { count, rootHash } = log.head();
  const checkpoint = signCheckpoint(
    { origin: key.name, size: BigInt(count), rootHash: Buffer.from(rootHash, "hex"), extensions: [] },
    [key],
  );
  return await openEvidence({ log, seq: 123, checkpoint, verifierKeys: [verifierOf(key)] });
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("the evidence page", () => {
  it("carries the script that its source gives, which cannot end its own element", async () => {
    expect(readEvidence()).toBe(await bundleEvidence());
    expect(readEvidence()).not.toMatch(/<\/script/i);
  });

  it("verifies offline, from a file, and shows the event as text", async () => {
    const root = tempRoot();
    const path = join(root, "evidence.html");
    const { html } = await evidence(root);
    writeFileSync(path, html());
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    expect(await page.getAttribute("#verdict", "class")).toBe("open");
    expect(JSON.parse((await page.textContent("#event")) ?? "")).toEqual({ note: "</script><b>123</b>" });
    await page.fill("#key", verifierKey);
    expect(await page.getAttribute("#verdict", "class")).toBe("good");
    await page.fill("#key", formatVerifierKey(verifierOf(signerKeyFromSeed(key.name, new Uint8Array(32)))));
    expect(await page.getAttribute("#verdict", "class")).toBe("bad");
    expect(await page.textContent("#event")).toBe("");
    expect(requests).toEqual([pathToFileURL(path).href]);
    await page.close();
  });

  it("says so when the proof inside was changed", async () => {
    const root = tempRoot();
    const path = join(root, "evidence.html");
    const { html } = await evidence(root);
    // The embedded proof stands in JSON, where its index line ends with an escaped newline.
    writeFileSync(path, html().replace("index 123\\n", "index 122\\n"));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    expect(await page.textContent("#verdict")).toMatch(/^NOT verified/);
    await page.close();
  });
});

describe("@mvcrs/chain/verify in a browser", () => {
  it("runs as packed, without a bundler, and verifies a proof", async () => {
    const root = tempRoot();
    const { modules } = install(root);
    const { proof } = await evidence(root);
    const require = createRequire(join(modules, "@mvcrs/chain/package.json"));
    const roots: Record<string, string> = {
      chain: join(modules, "@mvcrs/chain/dist"),
      errors: join(modules, "@mvcrs/errors/dist"),
      canonical: join(modules, "@mvcrs/canonical/dist"),
      curves: dirname(require.resolve("@noble/curves/ed25519.js")),
      hashes: dirname(require.resolve("@noble/hashes/sha2.js")),
    };
    const imports = {
      "@mvcrs/errors": "/errors/index.js",
      "@mvcrs/canonical": "/canonical/index.js",
      "@noble/curves/": "/curves/",
      "@noble/hashes/": "/hashes/",
    };
    const server = await serve(roots, `<script type="importmap">${JSON.stringify({ imports })}</script>`);
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const found = await page.evaluate(
        `(async ([proof, key, tampered]) => {
          const { parseVerifierKey, verifyTlogProof } = await import("/chain/verify.js");
          const verifierKeys = [parseVerifierKey(key)];
          const { index, entry } = verifyTlogProof(proof, { verifierKeys });
          let code;
          try { verifyTlogProof(tampered, { verifierKeys }); } catch (thrown) { code = thrown.code; }
          return { index: String(index), line: new TextDecoder().decode(entry), code };
        })(${JSON.stringify([proof, verifierKey, proof.replace("index 123", "index 124")])})`,
      );
      expect(found).toMatchObject({ index: "123", code: "INCLUSION_ROOT" });
      expect(found).toMatchObject({ line: expect.stringContaining('"seq":123}') });
      await page.close();
    } finally {
      server.close();
    }
  });
});

function serve(roots: Readonly<Record<string, string>>, page: string): Promise<Server> {
  const server = createServer((request, response) => {
    const [, name = "", ...rest] = (request.url ?? "/").split("/");
    const folder = roots[name];
    if (folder === undefined) return response.setHeader("content-type", "text/html").end(page);
    return response.setHeader("content-type", "text/javascript").end(readFileSync(join(folder, ...rest)));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
