import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import type { Plan } from "@selfplay/owner-ops/operate";
import { expect, it, onTestFinished } from "vitest";
import { confirm } from "../src/commands/owner/confirm.ts";
import { mvcrs } from "./support/cli.ts";

// Each way in which a command fails for somebody to act on, by its code. What they say is in the catalogue.
const signal = '{"metric":"a","source":"s","value":1,"observedAt":"2026-01-01T00:00:00Z"}\n';

it.each([
  ["an input below a file", ["run", "--signals", "in.jsonl/below"], 4, "INPUT_UNREADABLE"],
  ["a proof that is a folder", ["chain", "verify-proof", "folder"], 4, "FILE_UNREADABLE"],
  ["the release of a lock that is not on", ["trust-lock", "approve", "--key-env", "KEY"], 2, "NOT_LOCKED"],
  ["an input that strict refuses", ["run", "--signals", "torn.jsonl", "--strict"], 2, "INPUT_REFUSED"],
])("tells %s by a code of its own", async (_, argv, exitCode, code) => {
  const root = tempRoot();
  mkdirSync(join(root, "folder"));
  writeFileSync(join(root, "in.jsonl"), signal);
  writeFileSync(join(root, "torn.jsonl"), `${signal}torn\n`);
  await mvcrs(root, ["init"]);
  await mvcrs(root, ["run", "--signals", "in.jsonl"]);
  const ran = await mvcrs(root, [...argv, "--json"], { env: { KEY: "k" } });
  expect([ran.json(), ran.exitCode]).toMatchObject([{ ok: false, error: { code } }, exitCode]);
});

it("tells a secret that is missing from one that is no key", async () => {
  const root = tempRoot();
  const env = { BAD: "0x12", MVCRS_ACTOR: "on-call" };
  await mvcrs(root, ["init"]);
  const path = join(root, "state/mvcrs_config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  const members = [`0x${"1".repeat(40)}`, `0x${"2".repeat(40)}`];
  writeFileSync(path, JSON.stringify({ ...config, governance_committee: { members, threshold: 2 } }));
  await mvcrs(root, ["trust-lock", "engage", "--reason", "rehearsal"], { env });
  const approve = async (name: string) =>
    (await mvcrs(root, ["trust-lock", "approve", "--key-env", name, "--json"], { env })).json();
  expect(await approve("NONE")).toMatchObject({ error: { code: "SECRET_MISSING" } });
  const refused = await approve("BAD");
  expect(refused).toMatchObject({ error: { code: "KEY_INVALID" } });
  expect(JSON.stringify(refused)).not.toContain("0x12");
});

it("tells a file that cannot be written", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  await mvcrs(root, ["chain", "keygen"]);
  writeFileSync(join(root, "in.jsonl"), signal);
  await mvcrs(root, ["trust-lock", "engage", "--reason", "r"], { env: { MVCRS_ACTOR: "on-call" } });
  await mvcrs(root, ["chain", "checkpoint"]);
  const ran = await mvcrs(root, ["chain", "prove", "0", "--out", "none/proof", "--json"]);
  expect(ran.json()).toMatchObject({ error: { code: "FILE_UNWRITABLE" } });
  expect(ran.exitCode).toBe(4);
});

it("gives an error of the disk a code and its place, and one of the system that nobody expected", async () => {
  const root = tempRoot();
  writeFileSync(join(root, "in.csv"), "time,a\n2026-01-01T00:00:00Z,1\n2026-01-02T00:00:00Z,2\n");
  const plot = ["backtest", "in.csv", "--metric", "a", "--plot", "in.csv/x.svg", "--json"];
  expect((await mvcrs(root, plot)).json()).toMatchObject({
    error: { code: "FILE_FAILED", details: { path: expect.stringContaining("in.csv") } },
  });
  const clock = () => {
    throw Object.assign(new Error("EMFILE: too many open files, open 'x'"), {
      ...{ code: "EMFILE", syscall: "open", path: "x" },
    });
  };
  const ran = await mvcrs(root, ["challenges", "list", "--json"], { clock });
  expect([ran.json(), ran.exitCode]).toMatchObject([{ error: { code: "SYSTEM" } }, 4]);
});

it("tells a port that is taken", async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const ran = await mvcrs(root, [
    "serve",
    "--metrics",
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--json",
  ]);
  expect(ran.json()).toMatchObject({ error: { code: "SERVE_FAILED" } });
});

it("sends nothing that nobody confirmed", async () => {
  const plan = { warnings: [], sender: "0x1", chainId: "1" } as unknown as Plan;
  const io = (answer: string | undefined) =>
    ({ ask: answer === undefined ? undefined : async () => answer }) as Parameters<typeof confirm>[0];
  for (const answer of [undefined, "", "no", "y"])
    expect(await errorCode(() => confirm(io(answer), {}, plan, "Sign"))).toBe("NOT_CONFIRMED");
  expect(await errorCode(() => confirm(io("yes"), {}, plan, "Sign"))).toBe(undefined);
});
