import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeTextFiles } from "@mvcrs/files";
import { tempRoot } from "@mvcrs/test-kit";
import { orchestratorPaths, receiptPath } from "@selfplay/orchestrator";
import { expect, it, onTestFinished } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, until } from "./support/service.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const receipt = (run: number, startedAt: string) => ({
  ...{ version: 1, id: `run-${String(run).padStart(6, "0")}`, run, chainId: "31337" },
  ...{ arena: `0x${"1".repeat(40)}`, orchestrator: `0x${"2".repeat(40)}` },
  status: { state: "running", phase: "plan", logs: [], failureCount: 0, failures: [] },
  ...{ round: null, results: null, moderation: [], slashes: [], unpaid: [], cancelled: null, payments: [] },
  ...{ difficultyDelta: 0, transactions: [], anchor: null },
  timings: { startedAt, finishedAt: null, phases: {}, scoreboard: null },
});

interface Event {
  readonly type: string;
  readonly id: string;
  readonly level?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly text?: string;
  readonly challenge_id?: string;
  readonly signal?: { readonly observedAt: string };
}

it("archives what webhooks were told and the receipts once a challenge is closed, and goes on after a kill", async () => {
  const root = tempRoot();
  const told: string[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      told.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close());
  await mvcrs(root, ["init"]);
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const channels = { hook: { kind: "webhook", url, secret_env: "HOOK" } };
  writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify({ notifications: { channels } }));
  const env = { HOOK: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", MVCRS_ACTOR: "ann" };
  const io = { env, clock: Date.now };
  const events = (): Event[] =>
    readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => (JSON.parse(line) as { event: Event }).event);
  const archived = () => events().filter(({ type }) => type === "incident.archived");
  const ran = await mvcrs(root, ["run", "--signals", example], io);
  expect(ran.exitCode, ran.stderr).toBe(0);
  const loud = events().find(({ level = "soft" }) => level !== "soft");
  const id = loud?.challenge_id ?? loud?.id ?? "";
  const raised = events().find((event) => event.id === id);
  const observed = Date.parse(raised?.signal?.observedAt ?? "");
  for (const [run, hours] of [
    [1, -5],
    [2, -1],
    [3, 1],
  ] as const)
    await nodeTextFiles.write(
      receiptPath(orchestratorPaths(root), run),
      JSON.stringify(receipt(run, new Date(observed + hours * 3_600_000).toISOString())),
    );
  let running = await service(root, ["--without", "sources,checkpoints,portal"], { env });
  const archive = async () =>
    (await running.readiness()).parts.find(({ name }) => name === "archive")?.["entries"];
  await until(archive, (entries) => Number(entries) >= events().length);
  const place = join(root, "state/archived.json");
  const before = readFileSync(place, "utf8");
  const resolve = ["challenges", "resolve", id, "--resolution", "remediated", "--reason", "mended"];
  expect((await mvcrs(root, resolve, io)).exitCode).toBe(0);
  await until(
    async () => archived(),
    (documents) => documents.length > 0,
  );
  const bodies = told.filter(
    (body) =>
      (JSON.parse(body) as { data: { challenge: { id: string; status: string } | null } }).data.challenge
        ?.id === id && !body.includes('"mvcrs.challenge.resolved"'),
  );
  expect(bodies.length).toBeGreaterThan(0);
  const texts = (kind: string) => archived().filter((one) => one.kind === kind);
  // To the byte, and of this challenge.
  expect(texts("notice-payload").map(({ text }) => text)).toEqual(bodies);
  expect(texts("run-receipt").map(({ name }) => name)).toEqual(
    ["2", "3"].map((run) => `storage/orchestrator/runs/run-00000${run}.json`),
  );
  expect(new Set(archived().map(({ challenge_id }) => challenge_id))).toEqual(new Set([id]));
  await until(archive, (entries) => Number(entries) >= events().length);
  await running.stop();
  // As if it had been killed after the entries, and before it kept how far it was.
  const documents = archived().length;
  writeFileSync(place, before);
  running = await service(root, ["--without", "sources,checkpoints,portal"], { env });
  await until(archive, (entries) => Number(entries) >= events().length);
  expect(archived()).toHaveLength(documents);
});
