import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { z } from "zod";
import { mvcrs } from "./support/cli.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));

const answer = z.object({
  more: z.boolean(),
  entries: z.array(
    z.object({
      seq: z.number(),
      leaf_hash: z.string(),
      event: z.looseObject({ type: z.string(), at: z.string(), actor: z.string() }),
    }),
  ),
});

it("shows entries of the log by what they are about", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  await mvcrs(root, ["run", "--signals", example]);
  const ask = async (...argv: string[]) => {
    const ran = await mvcrs(root, ["chain", "entries", "--limit", "0", ...argv, "--json"]);
    expect(ran.exitCode).toBe(0);
    return answer.parse(ran.json()).entries;
  };
  for (const { event } of await ask("--type", "challenge.raised")) {
    const by = ["--reason", "a test", "--actor", "ops"];
    await mvcrs(root, ["challenges", "ack", String(event["id"]), ...by]);
    await mvcrs(root, ["challenges", "resolve", String(event["id"]), "--resolution", "remediated", ...by]);
  }
  const all = await ask("--oldest");
  expect(all.length).toBe(5);
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, seq) => seq));
  expect(await ask()).toEqual(all.toReversed());

  const raised = all.filter(({ event }) => event.type === "challenge.raised");
  expect(await ask("--oldest", "--type", "challenge.raised")).toEqual(raised);
  const [first] = raised;
  const { id, signal } = z
    .object({ id: z.string(), signal: z.object({ metric: z.string() }) })
    .parse(first?.event);
  expect(await ask("--oldest", "--metric", signal.metric)).toEqual(raised);
  expect(await ask("--metric", `${signal.metric}-not`)).toEqual([]);
  const about = all.filter(({ event }) => event["id"] === id || event["challenge_id"] === id);
  expect(await ask("--oldest", "--challenge", id.slice(0, 12))).toEqual(about);
  const middle = all[all.length >> 1]?.event.at ?? "";
  expect(await ask("--oldest", "--since", middle)).toEqual(all.filter(({ event }) => event.at >= middle));
  expect(await ask("--oldest", "--until", middle)).toEqual(all.filter(({ event }) => event.at < middle));
  expect(await ask("--actor", "nobody")).toEqual([]);

  const few = await mvcrs(root, ["chain", "entries", "--limit", "2"]);
  expect(few.stdout).toMatch(/^2 entries\n\nENTRY +AT +TYPE +ABOUT\n/);
  expect(few.stdout).toContain("… and more");
});

it("says what it was asked wrongly, and leaves nothing where there is no log", async () => {
  const root = tempRoot();
  for (const argv of [
    ["--since", "yesterday"],
    ["--until", "2026-01-01T00:00:00"],
    ["--limit", "-1"],
    ["--limit", "1.5"],
    ["--type", "nothing.of.this"],
  ]) {
    const ran = await mvcrs(root, ["chain", "entries", ...argv]);
    expect([ran.exitCode, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(argv[0]?.slice(2) ?? "");
  }
  const empty = await mvcrs(root, ["chain", "entries"]);
  expect(empty.exitCode).toBe(0);
  expect(empty.stderr).toContain("there is no log");
  expect(existsSync(join(root, "state"))).toBe(false);
});
