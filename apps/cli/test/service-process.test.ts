import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs } from "./support/cli.ts";
import { until } from "./support/service.ts";

const text = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

it("tells systemd that it is ready and lives, reads its configuration again on SIGHUP, and stops on SIGTERM", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  // What systemd brings along, in its place a program that notes what it was told.
  const bin = join(root, "bin");
  const told = join(root, "told");
  mkdirSync(bin);
  writeFileSync(join(bin, "systemd-notify"), `#!/bin/sh\necho "$@" >> "${told}"\n`, { mode: 0o755 });
  const child = spawn(
    process.execPath,
    [main, "serve", "--port", "0", "--log", "json", "--without", "sources,portal,tiles,checkpoints,metrics"],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        PATH: `${bin}:${process.env["PATH"]}`,
        NOTIFY_SOCKET: "/run/none",
        WATCHDOG_USEC: "200000",
      },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await until(
    async () => text(told),
    (so) => so.startsWith("--ready\n") && so.includes("WATCHDOG=1\n"),
  );
  writeFileSync(join(root, "state/mvcrs_config.json"), '{"soft_clear_after":9}');
  child.kill("SIGHUP");
  await until(
    async () => text(join(root, "state/challenge_events.jsonl")),
    (log) => log.includes("config.changed"),
  );
  child.kill("SIGHUP");
  await until(
    async () => said,
    (so) => so.includes("nothing in it has changed"),
  );
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  const lines = said.trimEnd().split("\n");
  for (const line of lines)
    expect(Object.keys(JSON.parse(line) as object)).toEqual(["time", "level", "part", "msg"]);
});
