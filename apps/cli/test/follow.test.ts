import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { bundledMain as main } from "../scripts/is-fresh.ts";
import { mvcrs } from "./support/cli.ts";

const example = readFileSync(new URL("../../../examples/governance-signals.jsonl", import.meta.url), "utf8");
const config = readFileSync(new URL("../../../examples/mvcrs_config.json", import.meta.url), "utf8");
const now = "2026-11-22T00:00:00Z";

function rootWith(signals: string): string {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state/mvcrs_config.json"), config);
  writeFileSync(join(root, "in.jsonl"), signals);
  return root;
}
const log = (root: string) => readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");

/** Starts `mvcrs run --follow`; `stop` ends it with a signal and gives what it said. */
function follow(root: string) {
  const child = spawn(
    process.execPath,
    [main, "run", "--follow", "--signals", "in.jsonl", "--now", now, "--json"],
    {
      cwd: root,
    },
  );
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const closed = new Promise<number | null>((done) => child.once("close", done));
  return {
    pid: child.pid,
    async ended() {
      return { exitCode: await closed, stdout };
    },
    async stop(signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGKILL") {
      child.kill(signal);
      return { exitCode: await closed, stdout };
    },
  };
}

/** Resolves once the log of a root holds a text; the test's own time limit ends a wait in vain. */
async function until(root: string, holds: (log: string) => boolean): Promise<void> {
  for (;;) {
    try {
      if (holds(log(root))) return;
    } catch {
      // The log is not there yet.
    }
    await new Promise((again) => setImmediate(again));
  }
}

const lines = example.split("\n");
const partOf = (count: number) => `${lines.slice(0, count).join("\n")}\n`;

async function wholeLog(): Promise<string> {
  const root = rootWith(example);
  await mvcrs(root, ["run", "--signals", "in.jsonl", "--now", now]);
  return log(root);
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "follows a growing file, lets others write, and stops cleanly on %s",
  async (signal) => {
    const whole = await wholeLog();
    // The first challenge of the example is in the first thousand lines; the last line written is half a line.
    const root = rootWith(partOf(1000) + lines[1000]?.slice(0, 20));
    const running = follow(root);
    await until(root, (text) => text.includes("trust_lock.engaged"));
    // It keeps the right to judge to itself (a second run is refused), and gives the log back between batches: an
    // operator can work while it runs.
    const judging = JSON.parse(readFileSync(join(root, "state/verifier_state.json.lock"), "utf8"));
    expect(judging).toMatchObject({ pid: running.pid });
    const id = JSON.parse(whole.split("\n")[0] ?? "").event.id;
    const ack = await mvcrs(root, ["challenges", "ack", id, "--reason", "seen", "--now", now]);
    expect(ack.exitCode).toBe(0);
    appendFileSync(join(root, "in.jsonl"), `${lines[1000]?.slice(20)}\n${lines.slice(1001).join("\n")}`);
    const entries = whole.trimEnd().split("\n").length + 1;
    await until(root, (text) => text.trimEnd().split("\n").length >= entries);
    const { exitCode, stdout } = await running.stop(signal);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, judged: 1680, unusable: { count: 0 } });
    const types = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).event.type);
    expect(types(log(root)).filter((type) => type !== "challenge.acknowledged")).toEqual(types(whole));
    expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
    expect((await mvcrs(root, ["rebuild", "--check"])).exitCode).toBe(0);
  },
);

it("goes on after SIGKILL as if it had never died: the log is that of an uncut run, byte for byte", async () => {
  const whole = await wholeLog();
  const root = rootWith(partOf(900));
  const running = follow(root);
  await until(root, (text) => text.includes("trust_lock.engaged"));
  await running.stop("SIGKILL");
  writeFileSync(join(root, "in.jsonl"), example);
  const resumed = follow(root);
  await until(root, (text) => text === whole);
  expect((await resumed.stop("SIGTERM")).exitCode).toBe(0);
  expect(log(root)).toBe(whole);
});

it("ends by itself, and says why, when the file it follows is truncated", async () => {
  const root = rootWith(partOf(1000));
  const running = follow(root);
  await until(root, (text) => text.includes("trust_lock.engaged"));
  writeFileSync(join(root, "in.jsonl"), "");
  const { exitCode, stdout } = await running.ended();
  expect(exitCode).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: "INPUT_SHRANK" } });
  expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
});

it("refuses to follow strictly or dryly", async () => {
  const root = rootWith(partOf(1));
  for (const option of ["--strict", "--dry-run"])
    expect((await mvcrs(root, ["run", "--follow", option, "--signals", "in.jsonl"])).exitCode).toBe(2);
});
