import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { asked } from "@mvcrs/test-kit/postgres";
import { expect } from "vitest";
import { mvcrs } from "./cli.ts";

export const by = ["--reason", "the test", "--actor", "on-call"];
export const at = (root: string, ...argv: string[]) => mvcrs(root, ["--json", "--root", root, ...argv]);
export const ok = async (root: string, ...argv: string[]) => {
  const ran = await at(root, ...argv);
  expect(ran.exitCode, `${argv.join(" ")}: ${ran.stdout}${ran.stderr}`).toBe(0);
  return ran;
};
export const refusal = async (root: string, ...argv: string[]): Promise<unknown> => {
  const ran = await at(root, ...argv);
  expect(ran.exitCode, ran.stdout).not.toBe(0);
  return ran.json()["error"];
};
export const log = (root: string) => readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8");

/** A root with some history, whose log is in a database, and another one on another machine. */
export async function twoHosts(url: string) {
  await asked(url, "drop schema if exists mvcrs cascade");
  const [one, two] = [tempRoot(), tempRoot()];
  await ok(one, "init");
  await ok(one, "metrics", "mute", "a.b", "--until", "2h", "--owner", "me", ...by);
  const before = log(one);
  await ok(one, "chain", "migrate", "--to", url);
  await ok(two, "init", "--store", url);
  expect(log(two)).toBe(before);
  return { one, two, url, before };
}
