import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, until } from "./support/service.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));

async function root(): Promise<string> {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  await mvcrs(folder, ["run", "--signals", example], { clock: Date.now });
  return folder;
}
const status = (folder: string) => mvcrs(folder, ["status", "--json"], { clock: Date.now });

it("says in one screen how a root stands, with and without a service", async () => {
  const folder = await root();
  const before = await status(folder);
  expect([before.exitCode, before.json()]).toMatchObject([
    0,
    {
      ok: true,
      lock: { known: true, lock: null },
      outbox: { waiting: 0 },
      service: { running: false },
      checkpoint: null,
    },
  ]);
  await mvcrs(folder, ["trust-lock", "engage", "--reason", "x".repeat(300), "--actor", "a"], {
    clock: Date.now,
  });
  const running = await service(folder, ["--signals", example, "--without", "checkpoints"]);
  await until(running.readiness, ({ ready }) => ready);
  const shown = await until(
    () => status(folder),
    ({ exitCode }) => exitCode === 0,
  );
  expect(shown.json()).toMatchObject({
    lock: { known: true, lock: { actor: "a" } },
    service: { running: true, pid: process.pid, url: running.url, readiness: { ready: true } },
  });
  const { stdout } = await mvcrs(folder, ["status"], { clock: Date.now });
  expect(stdout).toContain("ON since");
  expect(stdout).toContain(example.slice(0, 40));
  const lines = stdout.trimEnd().split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.length).toBeLessThanOrEqual(24);
});

it("fails where there is no root, where the log is gone, and where it cannot vouch for the lock", async () => {
  const nowhere = await status(tempRoot());
  expect([nowhere.exitCode, nowhere.json()]).toMatchObject([2, { error: { code: "ROOT_MISSING" } }]);
  const folder = await root();
  rmSync(join(folder, "state/challenge_events.jsonl"));
  const gone = await status(folder);
  expect([gone.exitCode, gone.json()]).toMatchObject([expect.any(Number), { ok: false }]);
  expect(gone.exitCode).toBeGreaterThan(0);
  const unmarked = await root();
  rmSync(join(unmarked, "state/root.json"));
  const { exitCode, stdout } = await mvcrs(unmarked, ["status"], { clock: Date.now });
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining("NOT KNOWN")]);
});

it("says of a service that is not ready why", async () => {
  const folder = await root();
  const running = await service(folder, ["--signals", "gone.jsonl", "--without", "checkpoints"]);
  await until(running.readiness, ({ ready }) => !ready);
  const { exitCode, stdout } = await mvcrs(folder, ["status"], { clock: Date.now });
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining("NOT READY: sources")]);
});

it("believes no file of a service that is gone", async () => {
  const folder = await root();
  const left = {
    version: 1,
    pid: 1,
    url: "http://127.0.0.1:1/",
    started_at: "2026-11-22T00:00:00.000Z",
    without: [],
  };
  writeFileSync(join(folder, "state/service.json"), JSON.stringify(left));
  expect((await status(folder)).json()).toMatchObject({ ok: true, service: { running: false } });
});
