import { readFileSync } from "node:fs";
import { join } from "node:path";
import { artifactPaths, mvcrsEventSchema, record } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { accounts, anvilWith, keys } from "../../../../packages/owner-ops/test/support/anvil.ts";
import { ownWorld } from "../../../../packages/owner-ops/test/support/worlds.ts";
import { mvcrs } from "../support/cli.ts";

const file = anvilWith(ownWorld);
const [owner, , , validator] = accounts;
const nonce = () => file.anvil.rpc.request("eth_getTransactionCount", [owner, "latest"]);
const run = (root: string, words: readonly string[]) =>
  mvcrs(root, ["owner", ...words], { env: { ETH_RPC_URL: file.anvil.url, OWNER_PRIVATE_KEY: keys[0] } });

it("asks before a slash where the log has one that was begun elsewhere and has no end", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  const { arena } = file.world.at;
  const slash = (amount: string) => [
    ...["slash", "--arena", arena, "--round", "1", "--validator", validator, "--amount", amount],
    ...["--recipient", owner, "--reason", "moderation:block", "--yes"],
  ];
  // Cut off once it is sent, on a host whose journal is not here.
  const cut = await run(root, slash("5"));
  expect(cut.exitCode, cut.stderr).toBe(0);
  const path = join(root, "state/challenge_events.jsonl");
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const kept = lines.findIndex((line) => line.includes("owner_op.executed"));
  const elsewhere = tempRoot();
  await mvcrs(elsewhere, ["init"]);
  expect(kept).toBeGreaterThan(0);
  const event = mvcrsEventSchema.parse(JSON.parse(lines[kept - 1] ?? "").event);
  await record(
    { paths: artifactPaths(elsewhere), files: nodeTextFiles, clock: Date.now, notice: () => {} },
    () => [event],
  );
  const before = await nonce();
  const asked = await run(elsewhere, slash("4"));
  expect([asked.exitCode, asked.stderr]).toEqual([3, expect.stringContaining("has no end in the log")]);
  expect(await nonce()).toBe(before);
  expect((await run(elsewhere, [...slash("4"), "--accept-warnings"])).exitCode).toBe(0);
  // One that has ended asks nobody.
  expect((await run(root, slash("3"))).exitCode).toBe(0);
});
