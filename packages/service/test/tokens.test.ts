import { randomBytes } from "node:crypto";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  findToken,
  makeToken,
  readTokens,
  revoked,
  serviceErrors,
  tokensPath,
  writeTokens,
} from "../src/index.ts";

const make = (actor: string) => makeToken({ actor, may: "act", now: 0 }, randomBytes);

describe("tokens", () => {
  it("let in their bearer, under no other text, and not once they are revoked", () => {
    const [ann, bob] = [make("ann"), make("bob")];
    const tokens = [ann.token, bob.token];
    expect(findToken(tokens, ann.text)?.actor).toBe("ann");
    expect(findToken(tokens, bob.text)?.actor).toBe("bob");
    const swapped = `${ann.text.slice(0, 19)}${bob.text.slice(19)}`;
    for (const text of [
      "",
      "mvcrs_",
      ann.text.slice(0, -1),
      `${ann.text}x`,
      swapped,
      ann.token.secret_sha256,
    ])
      expect(findToken(tokens, text)).toBeUndefined();
    expect(findToken(revoked(tokens, ann.token.id, 1), ann.text)).toBeUndefined();
    expect(findToken(revoked(tokens, ann.token.id, 1), bob.text)?.actor).toBe("bob");
  });

  it("keep no secret", async () => {
    const path = tokensPath(tempRoot());
    const { token, text } = make("ann");
    await writeTokens(nodeTextFiles, path, [token]);
    const kept = (await nodeTextFiles.read(path)) ?? "";
    expect(kept).not.toContain(text.slice(19));
    expect(await readTokens(nodeTextFiles, path)).toEqual([token]);
  });

  it("let nobody in by a file that cannot be read", async () => {
    const path = tokensPath(tempRoot());
    const { token } = make("ann");
    expect(await readTokens(nodeTextFiles, path)).toEqual([]);
    for (const text of ["{", '{"version":1}', JSON.stringify({ version: 1, tokens: [token, token] })]) {
      await nodeTextFiles.write(path, text);
      const thrown = await readTokens(nodeTextFiles, path).catch((error: unknown) => error);
      expect(serviceErrors.is(thrown, "TOKENS_UNUSABLE")).toBe(true);
    }
  });

  it("of another id are not revoked", () => {
    let thrown: unknown;
    try {
      revoked([make("ann").token], "000000000000", 1);
    } catch (error) {
      thrown = error;
    }
    expect(serviceErrors.is(thrown, "TOKEN_UNKNOWN")).toBe(true);
  });
});
