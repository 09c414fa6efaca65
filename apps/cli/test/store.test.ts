import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifactPaths, assertRoot, record } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { asked, type PostgresServer, startPostgres } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mvcrs } from "./support/cli.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

const by = ["--reason", "the test", "--actor", "on-call"];
const at = (root: string, ...argv: string[]) => mvcrs(root, ["--json", "--root", root, ...argv]);
const ok = async (root: string, ...argv: string[]) => {
  const ran = await at(root, ...argv);
  expect(ran.exitCode, `${argv.join(" ")}: ${ran.stdout}${ran.stderr}`).toBe(0);
  return ran;
};
const refusal = async (root: string, ...argv: string[]): Promise<unknown> => {
  const ran = await at(root, ...argv);
  expect(ran.exitCode, ran.stdout).not.toBe(0);
  return ran.json()["error"];
};
const log = (root: string) => readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8");

/** A root with some history, whose log is in a database, and another one on another machine. */
async function twoHosts() {
  await asked(server.url(), `drop schema if exists mvcrs cascade`);
  const [one, two] = [tempRoot(), tempRoot()];
  await ok(one, "init");
  await ok(one, "metrics", "mute", "a.b", "--until", "2h", "--owner", "me", ...by);
  const before = log(one);
  const url = server.url();
  await ok(one, "chain", "migrate", "--to", url);
  await ok(two, "init", "--store", url);
  expect(log(two)).toBe(before);
  return { one, two, url, before };
}

it("keeps one log for several hosts: what is recorded on one holds on all", async () => {
  const { one, two, before } = await twoHosts();
  await ok(one, "trust-lock", "status", "--assert-unlocked");
  await ok(two, "trust-lock", "engage", ...by);
  expect((await at(one, "trust-lock", "status", "--assert-unlocked")).exitCode).toBe(3);
  expect((await ok(one, "trust-lock", "engage", ...by)).json()).toMatchObject({ already: true });
  // Both at once: each has its turn.
  await Promise.all([
    ok(one, "metrics", "mute", "c.d", "--until", "2h", "--owner", "me", ...by),
    ok(two, "metrics", "mute", "e.f", "--until", "2h", "--owner", "me", ...by),
  ]);
  await Promise.all([ok(one, "status"), ok(two, "status")]);
  expect(log(one)).toBe(log(two));
  expect(log(one).startsWith(before)).toBe(true);
  expect((await ok(two, "chain", "verify")).json()).toMatchObject({ ok: true });
  // A program that knows of no database takes the copy for nothing else.
  const paths = artifactPaths(two);
  const alone = { paths, files: nodeTextFiles, clock: Date.now };
  expect(await errorCode(() => record(alone, () => []))).toBe("ROOT_LOG_ELSEWHERE");
  expect(await errorCode(() => assertRoot(alone))).toBe("ROOT_LOG_ELSEWHERE");
  // A copy that is gone is fetched again.
  rmSync(join(two, "state", "challenge_events.jsonl"));
  rmSync(join(two, "state", "challenges_chain_meta.json"));
  await ok(two, "status");
  expect(log(two)).toBe(log(one));
});

it("answers nothing that permits something, and records nothing, while the database is away", async () => {
  const { one } = await twoHosts();
  await ok(one, "trust-lock", "status", "--assert-unlocked");
  const stored = join(one, "state", "store.json");
  const there = readFileSync(stored, "utf8");
  writeFileSync(stored, there.replace(/:\d+\//, ":1/"));
  const shown = await at(one, "status");
  expect(shown.stderr).toContain("may lack what is new");
  expect(shown.json()).toMatchObject({ ok: false, lock: { known: false }, log: { count: 1 } });
  const locked = await at(one, "trust-lock", "status", "--assert-unlocked");
  expect([locked.exitCode === 0, locked.json()]).toEqual([false, expect.objectContaining({ ok: false })]);
  expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_UNREACHABLE" });

  // Nor where nobody can tell any more where the log is.
  writeFileSync(stored, "{");
  expect(await refusal(one, "status")).toMatchObject({ code: "ROOT_STORE_UNREADABLE" });
  writeFileSync(stored, there);
  await ok(one, "trust-lock", "engage", ...by);
});

it("refuses a database of another log, and one that was set back", async () => {
  const { one, url } = await twoHosts();
  await asked(url, "update mvcrs.head set log = 'another.example/log'");
  expect(await refusal(one, "status")).toMatchObject({ code: "STORE_OTHER_LOG" });
  await asked(url, "update mvcrs.head set log = 'mvcrs.local/log'");
  await ok(one, "status");
  // Restored from before the root was there: less than what this copy holds.
  await asked(url, "drop schema mvcrs cascade");
  const other = tempRoot();
  await ok(other, "init", "--store", url);
  await ok(other, "metrics", "mute", "z", "--until", "2h", "--owner", "me", ...by);
  expect(await refusal(one, "status")).toMatchObject({ code: "COPY_DIVERGES" });
  expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "COPY_DIVERGES" });
});

describe("moving back", () => {
  it("goes on in the file, and tells every other host", async () => {
    const { one, two } = await twoHosts();
    expect(
      await refusal(two, "metrics", "mute", "g.h", "--until", "2h", "--owner", "me", "--private", ...by),
    ).toMatchObject({
      code: "VAULT_NOT_SHARED",
    });
    await ok(two, "metrics", "mute", "g.h", "--until", "2h", "--owner", "me", ...by);
    await ok(one, "chain", "migrate", "--to", "file");
    expect(existsSync(join(one, "state", "store.json"))).toBe(false);
    expect(log(one)).toBe(log(two));
    await ok(one, "trust-lock", "engage", ...by);
    expect(await refusal(two, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_MOVED" });
    expect((await at(two, "trust-lock", "status", "--assert-unlocked")).exitCode).not.toBe(0);
  });

  it("goes on where it was killed before the root knew", async () => {
    const { one } = await twoHosts();
    const stored = join(one, "state", "store.json");
    const there = readFileSync(stored);
    await ok(one, "chain", "migrate", "--to", "file");
    writeFileSync(stored, there);
    expect(await refusal(one, "trust-lock", "engage", ...by)).toMatchObject({ code: "STORE_MOVED" });
    await ok(one, "chain", "migrate", "--to", "file");
    await ok(one, "trust-lock", "engage", ...by);
  });
});
