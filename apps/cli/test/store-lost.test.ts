import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type PostgresServer, startPostgres } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { by, ok, refusal, twoHosts } from "./support/two-hosts.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

describe("a host that lost more than what names its database", () => {
  const isLost = async (root: string) => {
    for (const argv of [
      ["trust-lock", "status", "--assert-unlocked"],
      ["trust-lock", "engage", ...by],
      ["metrics", "mute", "z", "--until", "2h", "--owner", "me", ...by],
      ["init"],
      ["status"],
      ["chain", "migrate", "--to", "file"],
    ])
      expect(await refusal(root, ...argv)).toMatchObject({ code: "ROOT_STORE_MISSING" });
  };
  const comesBack = async (root: string, url: string) => {
    await ok(root, "init", "--store", url);
    await ok(root, "trust-lock", "engage", ...by);
    expect((await ok(root, "chain", "verify")).json()).toMatchObject({ ok: true });
  };

  it.each([
    ["its mark", /^(store|root)\.json$/],
    ["every document", /\.json$/],
    ["all that a `*` names", /^[^.]/],
  ])("%s: the copy does not become a log of its own", async (_, lost) => {
    const { one, url } = await twoHosts(server.url());
    for (const name of readdirSync(join(one, "state")).filter((found) => lost.test(found)))
      rmSync(join(one, "state", name), { recursive: true });
    await isLost(one);
    await comesBack(one, url);
  });

  it("marks a root that is one of a database since before there was more to mark it with", async () => {
    const { one } = await twoHosts(server.url());
    const witness = join(one, "state", ".shared");
    rmSync(witness);
    await ok(one, "status");
    expect(existsSync(witness)).toBe(true);
    // Nothing of it stays where the log has moved into the file.
    await ok(one, "chain", "migrate", "--to", "file");
    expect(existsSync(witness)).toBe(false);
    await ok(one, "trust-lock", "engage", ...by);
  });
});
