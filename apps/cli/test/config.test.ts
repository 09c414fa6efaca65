import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const signals = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const declared = fileURLToPath(new URL("../../../examples/mvcrs_config.json", import.meta.url));

it("says which challenges would change level under another configuration, and writes nothing", async () => {
  const root = tempRoot();
  const ran = await mvcrs(root, ["config", "diff", declared, "--signals", signals, "--json"]);
  expect(ran.exitCode).toBe(0);
  // Without a declared target only its short history could tell, and does not; with one it is critical, and locks.
  expect(ran.json()).toMatchObject({
    changes: expect.arrayContaining([
      expect.objectContaining({
        metric: "arena.validatorStake",
        before: null,
        after: "critical",
        patternBefore: null,
        patternAfter: "standing-violation",
      }),
    ]),
    locksBefore: 0,
    locksAfter: 1,
  });
  expect((await mvcrs(root, ["challenges", "list", "--all", "--json"])).json()).toMatchObject({ total: 0 });
  const same = await mvcrs(root, ["config", "diff", declared, "--signals", signals]);
  expect(same.stdout).toContain("arena.validatorStake");
});

it("finds no difference between a configuration and itself", async () => {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "other.json"), "{}");
  const ran = await mvcrs(root, ["config", "diff", "other.json", "--signals", signals, "--json"]);
  expect(ran.json()).toMatchObject({ ok: true, changes: [] });
});

it("checks a configuration and prints its schema", async () => {
  const root = tempRoot();
  expect((await mvcrs(root, ["config", "check"])).exitCode).toBe(2);
  await mvcrs(root, ["init"]);
  expect((await mvcrs(root, ["config", "check"])).stdout).toBe("state/mvcrs_config.json is valid\n");
  writeFileSync(join(root, "bad.json"), '{"confidence_floor":2}');
  const bad = await mvcrs(root, ["config", "check", "bad.json"]);
  expect([bad.exitCode, bad.stderr]).toEqual([2, expect.stringContaining("confidence_floor: ")]);
  const schema = (await mvcrs(root, ["config", "schema", "--json"])).json();
  expect(schema).toMatchObject({ type: "object" });
  // An editor finds it through the file's own `$schema`, which therefore is no unknown key.
  writeFileSync(join(root, "mvcrs.schema.json"), JSON.stringify(schema));
  writeFileSync(join(root, "good.json"), '{"$schema":"./mvcrs.schema.json","confidence_floor":0.6}');
  expect((await mvcrs(root, ["config", "check", "good.json"])).exitCode).toBe(0);
});
