import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

const why = ["--reason", "audit", "--actor", "ann"];
const archived = (root: string) =>
  readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: Record<string, unknown> }).event)
    .filter(({ type }) => type === "incident.archived");

it("archives documents in the log, once each, and beside it what no entry can hold", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  mkdirSync(join(root, "storage/orchestrator/runs"), { recursive: true });
  writeFileSync(join(root, "storage/orchestrator/runs/r1.json"), '{"run":"r1"}\n');
  writeFileSync(join(root, "payload.json"), `"${"\u0001".repeat(20_000)}"`);
  const binary = Uint8Array.of(0xff, 0xfe, 0);
  writeFileSync(join(root, "binary"), binary);
  const files = ["storage/orchestrator/runs/r1.json", "payload.json", "binary"];
  const ran = await mvcrs(root, ["incident", "archive", ...files, ...files.slice(0, 1), ...why, "--json"]);
  expect(ran.exitCode).toBe(0);
  const [receipt, large, bytes] = archived(root);
  expect(archived(root)).toHaveLength(3);
  expect(receipt).toMatchObject({
    kind: "run-receipt",
    name: files[0],
    text: '{"run":"r1"}\n',
    actor: "ann",
    reason: "audit",
  });
  for (const event of [large, bytes]) {
    const name = String(event?.["name"]);
    const kept = readFileSync(join(root, "state/archive/documents", String(event?.["sha256"])));
    expect(event).not.toHaveProperty("text");
    expect(kept.equals(readFileSync(join(root, name)))).toBe(true);
    expect(event?.["sha256"]).toBe(sha256Hex(kept));
  }
  const again = await mvcrs(root, ["incident", "archive", ...files, ...why]);
  expect(again.stdout).toContain("nothing new");
  expect(archived(root)).toHaveLength(3);
  expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
  expect((await mvcrs(root, ["rebuild", "--check"])).exitCode).toBe(0);
});

it("refuses a file that is not there, a challenge that is not, and a folder that is no root, and archives nothing", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "a"), "a");
  const code = async (...args: string[]) => {
    const ran = await mvcrs(root, ["incident", "archive", ...args, ...why, "--json"]);
    return [ran.exitCode, (ran.json()["error"] as { code: string }).code];
  };
  expect(await code("a")).toEqual([2, "ROOT_MISSING"]);
  await mvcrs(root, ["init"]);
  expect(await code("a", "gone")).toEqual([2, "FILE_MISSING"]);
  expect(await code("a", "--challenge", "beef")).toEqual([2, "CHALLENGE_UNKNOWN"]);
});
