import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { mixed } from "../../../packages/signal-files/test/support/mixed.ts";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs } from "./support/cli.ts";

it("leaves the log that the same signals leave through a pipe", async () => {
  const root = tempRoot();
  const bytes = mixed();
  expect(bytes.length).toBeGreaterThan(8 * 1024 * 1024);
  const folders = ["file", "pipe"].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  });
  writeFileSync(join(root, "in.jsonl"), bytes);
  const stdin = (async function* () {
    yield bytes;
  })();
  const words = ["run", "--json", "--source", "same", "--now", "2026-11-22T00:00:00Z", "--signals"];
  const ran = [
    await mvcrs(folders[0] ?? "", [...words, "../in.jsonl"]),
    await mvcrs(folders[1] ?? "", [...words, "-", "--format", "jsonl"], { stdin }),
  ];
  const [file, pipe] = ran.map(({ exitCode, json }) => {
    const { changed: _, ...rest } = json();
    return { exitCode, ...rest };
  });
  expect(file).toMatchObject({
    exitCode: 0,
    unusable: { byCode: { ROW_NOT_JSON: 12, ROW_TOO_LONG: 1, ROW_NOT_UTF8: 1 } },
  });
  expect(file).toEqual(pipe);
  const state = folders.map((folder) =>
    readdirSync(join(folder, "state")).map((name) => [
      name,
      readFileSync(join(folder, "state", name), "latin1"),
    ]),
  );
  expect(state[0]).toEqual(state[1]);
  expect(String(state[0]?.find(([name]) => name === "challenge_events.jsonl")?.[1]).length).toBeGreaterThan(
    1_000,
  );
});

it("ends with the error, thread and all, where the log cannot be opened", () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.jsonl"), mixed());
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state/challenge_events.jsonl"), "not a log\n");
  // A process of its own, and no limit of time: one that hung would be the test's time-out.
  const ran = spawnSync(process.execPath, [main, "run", "--signals", "in.jsonl", "--json"], {
    cwd: root,
    encoding: "utf8",
  });
  expect([ran.status, JSON.parse(ran.stdout).error.code]).toEqual([1, "LOG_LINE_NOT_CANONICAL"]);
});
