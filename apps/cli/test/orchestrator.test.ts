import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { postgresLeases } from "@mvcrs/chain-postgres";
import { tempRoot } from "@mvcrs/test-kit";
import { testDatabases } from "@mvcrs/test-kit/postgres";
import { NonceManager, Wallet } from "ethers";
import { describe, expect, it } from "vitest";
import { simulatedPopulation } from "../../../packages/orchestrator/src/index.ts";
import { orchestratorKey, ownerKey } from "../../../packages/orchestrator/test/support/anvil.ts";
import { deployment } from "../../../packages/orchestrator/test/support/world.ts";
import { mvcrs } from "./support/cli.ts";

const file = deployment(simulatedPopulation({ seed: "cli", honest: 4, abusive: 4 }));
const repository = fileURLToPath(new URL("../../../", import.meta.url));
const env = () => ({
  ETH_RPC_URL: file.anvil.url,
  ORCHESTRATOR_PRIVATE_KEY: orchestratorKey,
  MVCRS_ACTOR: "on-call",
});
const addresses = (spelling?: string) => {
  const { arena, stakeManager, systemPause } = file.world.at;
  return ["--arena", spelling ?? arena, "--stake-manager", stakeManager, "--system-pause", systemPause];
};
const json = { "content-type": "application/json" };
const capped = (perDay: string) => [
  "--max-slash-per-round",
  "1000000000000000000",
  "--max-slash-per-day",
  perDay,
];
const rounds = (
  root: string,
  count: number,
  perDay = "9000000000000000000",
  arena?: string,
  rpcUrl = file.anvil.url,
) =>
  mvcrs(
    root,
    [
      "orchestrator",
      "run",
      ...addresses(arena),
      "--simulate",
      "honest=4,abusive=4",
      "--seed",
      "cli",
      "--rounds",
      String(count),
      ...capped(perDay),
    ],
    { env: { ...env(), ETH_RPC_URL: rpcUrl } },
  );
/** An orchestrator asks for the trust lock, so it runs in a root only. */
const initialised = async () => {
  const root = tempRoot();
  await mvcrs(root, ["init"]);
  return root;
};
const logOf = (root: string) => readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");

const freeze = ["orchestrator", "freeze", "--reason", "looking into it"];
const resume = () => ["orchestrator", "resume", ...addresses(), "--reason", "done"];
const asked = (root: string, argv: readonly string[]) => mvcrs(root, [...argv, "--json"], { env: env() });

describe("a freeze", () => {
  it("holds although its file is gone, and so does the cap of the day: the log has both", async () => {
    const root = await initialised();
    expect((await rounds(root, 4)).stderr).toContain("validator slashed: ");
    const amounts = [...logOf(root).matchAll(/"amount":"(\d+)"/g)].map(([, amount]) => BigInt(amount ?? ""));
    const taken = amounts.reduce((sum, amount) => sum + amount).toString();
    expect(await asked(root, freeze)).toMatchObject({ exitCode: 0 });
    rmSync(join(root, "storage"), { recursive: true });
    const reasons = ["looking into it"];
    expect((await asked(root, ["orchestrator", "status"])).json()).toMatchObject({ frozen: { reasons } });
    const refused = await rounds(root, 1);
    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining("looking into it")]);
    expect((await asked(root, resume())).json()).toMatchObject({ lifted: { by: "on-call", reasons } });
    // However the arena is written.
    const { stderr } = await rounds(root, 4, taken, file.world.at.arena.slice(2).toLowerCase());
    expect([stderr.includes("validator slashed: "), stderr]).toEqual([
      false,
      expect.stringContaining(`limited by the cap per day of ${taken}`),
    ]);
  });

  it("is on although its root is in trouble, and is not said to be off where nobody can tell", async () => {
    const root = await initialised();
    expect(await asked(root, freeze)).toMatchObject({ exitCode: 0 });
    rmSync(join(root, "storage"), { recursive: true });
    writeFileSync(join(root, "storage"), "no folder");
    expect((await asked(root, freeze)).json()).toMatchObject({ recorded: true });
    rmSync(join(root, "storage"));
    rmSync(join(root, "state/challenge_events.jsonl"));
    const unknown = await asked(root, ["orchestrator", "status"]);
    expect(unknown.exitCode).toBe(1);
    expect(unknown.json()).toMatchObject({
      ok: false,
      frozen: null,
      doubt: expect.stringContaining("is gone"),
    });
  });

  it("typed on one host of a shared log holds on the others, and rounds run on one at a time", async () => {
    await using databases = await testDatabases();
    const url = await databases.create();
    const [one, two] = [tempRoot(), tempRoot()];
    for (const root of [one, two]) expect((await mvcrs(root, ["init", "--store", url])).exitCode).toBe(0);
    expect(await rounds(one, 1)).toMatchObject({ exitCode: 0 });
    expect(await asked(two, freeze)).toMatchObject({ exitCode: 0 });
    expect((await asked(one, ["orchestrator", "status"])).json()).toMatchObject({
      frozen: { by: "on-call", reasons: ["looking into it"] },
    });
    const refused = await rounds(one, 1);
    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining("looking into it")]);
    expect(await asked(one, resume())).toMatchObject({ exitCode: 0 });
    expect(await rounds(one, 1)).toMatchObject({ exitCode: 0 });
    // Two of them are shown together, and lifted together.
    expect(await asked(one, [...freeze.slice(0, -1), "x".repeat(1_500)])).toMatchObject({ exitCode: 0 });
    expect(await asked(two, [...freeze.slice(0, -1), "and this"])).toMatchObject({ exitCode: 0 });
    const both = { reasons: ["x".repeat(1_500), "and this"] };
    expect((await asked(one, ["orchestrator", "status"])).json()).toMatchObject({ frozen: both });
    expect((await asked(one, resume())).json()).toMatchObject({ lifted: both });
    // Neither waits for a configuration to be fixed: other hosts depend on it.
    for (const config of ["{", '{ "vault": { "keep": ["actor", "reason"] } }']) {
      writeFileSync(join(two, "state/mvcrs_config.json"), config);
      expect((await asked(two, freeze)).json()).toMatchObject({ recorded: true });
      expect(await rounds(one, 1)).toMatchObject({ exitCode: 3 });
      expect(await asked(one, resume())).toMatchObject({ exitCode: 0 });
    }
    writeFileSync(join(two, "state/mvcrs_config.json"), "{}");
    // Where it was typed it stands until it is lifted there too.
    expect(await rounds(two, 1)).toMatchObject({ exitCode: 3 });

    await using leases = postgresLeases({ url, origin: "mvcrs.local/log" });
    const held = await leases.take(`orchestrator ${file.world.at.arena.toLowerCase()}`, 0);
    for (const spelling of [undefined, file.world.at.arena.slice(2).toLowerCase()]) {
      const late = await rounds(one, 1, undefined, spelling);
      expect([late.exitCode, late.stderr]).toEqual([3, expect.stringContaining('holds "orchestrator')]);
    }
    await held.release();
    expect(await rounds(one, 1)).toMatchObject({ exitCode: 0 });
  });
});

it("goes on after a person has cancelled its round", async () => {
  const root = await initialised();
  // A node that takes three transactions and no more leaves the round open.
  let taken = 0;
  const node = createServer(async (request, response) => {
    const asked = await text(request);
    if (asked.includes("eth_sendRawTransaction") && ++taken > 3) return void response.writeHead(500).end();
    const answer = await fetch(file.anvil.url, { method: "POST", body: asked, headers: json });
    response.writeHead(200, json).end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(node, "listening");
  const address = node.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const cut = await rounds(root, 1, undefined, undefined, url);
  node.close();
  expect(cut.exitCode).toBe(4);
  const { arena } = file.world;
  const owner = new NonceManager(new Wallet(ownerKey, file.anvil.provider));
  await (await arena.connect(owner).cancelRound(await arena.totalRounds())).wait();
  expect(await rounds(root, 1)).toMatchObject({ exitCode: 0 });
  expect(logOf(root)).toContain('"reason":"round:cancelled"');
  expect(await rounds(root, 1)).toMatchObject({ exitCode: 0 });
});

describe("mvcrs orchestrator", () => {
  it("runs rounds, records each slash in the log, freezes, and resumes when all is clear", async () => {
    const root = await initialised();
    const ran = await rounds(root, 4);
    expect(ran, ran.stderr).toMatchObject({ exitCode: 0 });
    expect(ran.stderr).toContain("validator slashed: moderation:block");
    expect(logOf(root)).toContain('"reason":"moderation:block"');
    expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
    expect(await mvcrs(root, ["scoreboard", "reconcile"], { env: env() })).toMatchObject({ exitCode: 0 });

    expect(await mvcrs(root, freeze, { env: env() })).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await rounds(root, 1)).toMatchObject({ exitCode: 3 });
    const status = await mvcrs(root, ["orchestrator", "status", "--json"]);
    expect(status.json()).toMatchObject({ frozen: { by: "on-call" }, refusedRounds: 1, rounds: 4 });

    const owner = new NonceManager(new Wallet(ownerKey, file.anvil.provider));
    await (await file.world.arena.connect(owner).pause()).wait();
    expect(await mvcrs(root, resume(), { env: env() })).toMatchObject({ exitCode: 3 });
    expect(logOf(root)).not.toContain("orchestrator.resumed");
    await (await file.world.arena.connect(owner).unpause()).wait();
    expect(await mvcrs(root, resume(), { env: env() })).toMatchObject({ exitCode: 0 });
    expect(await rounds(root, 1)).toMatchObject({ exitCode: 0 });
    expect((await mvcrs(root, resume(), { env: env() })).stdout).toContain("no freeze was on");
    const byPeople = logOf(root)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).event)
      .filter(({ type }) => type === "orchestrator.frozen" || type === "orchestrator.resumed");
    expect(byPeople).toMatchObject([
      { type: "orchestrator.frozen", actor: "on-call", reason: "looking into it" },
      {
        type: "orchestrator.resumed",
        actor: "on-call",
        reason: "done",
        frozen_by: "on-call",
        frozen_for: ["looking into it"],
      },
    ]);
  });

  it("freezes even where the log cannot take it down", async () => {
    const root = tempRoot();
    mkdirSync(join(root, "state"));
    writeFileSync(join(root, "state/challenge_events.jsonl"), "not a log\n");
    const frozen = await mvcrs(root, ["orchestrator", "freeze", "--reason", "now", "--json"], { env: env() });
    expect(frozen.json()).toMatchObject({ ok: true, frozen: true, recorded: false });
    expect(frozen.stderr).toMatch(/^note: the freeze is on, but not in the log: /);
    const status = await mvcrs(root, ["orchestrator", "status", "--json"]);
    expect(status.json()).toMatchObject({ frozen: { by: "on-call", reasons: ["now"] } });
  });

  it("runs nothing where there is no root, or where one contradicts itself", async () => {
    const nowhere = tempRoot();
    expect(await rounds(nowhere, 1)).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(nowhere, "storage"))).toBe(false);
    const root = await initialised();
    await mvcrs(root, ["trust-lock", "engage", "--reason", "a rehearsal"], { env: env() });
    rmSync(join(root, "state/challenge_events.jsonl"));
    expect(await rounds(root, 1)).toMatchObject({ exitCode: 2 });
    expect((await asked(root, resume())).json()).toMatchObject({
      error: { code: "ROOT_LOG_MISSING" },
    });
    writeFileSync(join(root, "state/challenge_events.jsonl"), "");
    expect(await rounds(root, 1)).toMatchObject({ exitCode: 3 });
    expect(await file.world.arena.totalRounds()).toBe(0n);
  });

  it("freezes under a trust lock, and says so in the log", async () => {
    const root = await initialised();
    const engage = ["trust-lock", "engage", "--reason", "a rehearsal"];
    expect(await mvcrs(root, engage, { env: env() })).toMatchObject({ exitCode: 0 });
    expect(await rounds(root, 1)).toMatchObject({ exitCode: 3 });
    expect(logOf(root)).toContain('"reason":"freeze:trust-lock"');
    expect(await file.world.arena.totalRounds()).toBe(0n);
  });

  it("takes a slash by hand over into the scoreboard, and leaves who was slashed out of the rewards", async () => {
    const root = await initialised();
    await rounds(root, 3);
    const board = JSON.parse(readFileSync(join(root, "storage/orchestrator/scoreboard.json"), "utf8"));
    const receipt = JSON.parse(readFileSync(join(root, "storage/orchestrator/runs/run-000001.json"), "utf8"));
    const validator = receipt.round.validators.find((one: string) => board.agents[one].slashes === 0);
    const owner = new NonceManager(new Wallet(ownerKey, file.anvil.provider));
    const { arena } = file.world;
    await (
      await arena
        .connect(owner)
        .reportValidatorMisconduct(1n, validator, 5n, await owner.getAddress(), "by hand")
    ).wait();
    const reconcile = ["scoreboard", "reconcile"];
    const found = await mvcrs(root, [...reconcile, "--json"], { env: env() });
    expect(found.exitCode).toBe(1);
    expect(found.json()["differences"]).toEqual([
      { address: validator, field: "slashes", scoreboard: "0", chain: "1" },
      { address: validator, field: "slashed", scoreboard: "0", chain: "5" },
    ]);
    expect(await mvcrs(root, [...reconcile, "--apply"], { env: env() })).toMatchObject({ exitCode: 0 });
    expect(await mvcrs(root, reconcile, { env: env() })).toMatchObject({ exitCode: 0 });

    const shared = await mvcrs(root, ["culture-rewards", "--total", "1500", "--top", "8", "--json"]);
    expect(shared.exitCode).toBe(0);
    const written = JSON.parse(readFileSync(join(root, "storage/orchestrator/culture_rewards.json"), "utf8"));
    const amounts: { amount: string }[] = written.rewards;
    expect(amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(1500n);
    expect(written.excluded).toContainEqual(
      expect.objectContaining({ address: validator, reason: "slashed" }),
    );
  });

  it("refuses what it cannot use before anything is sent", async () => {
    const root = await initialised();
    const bare = ["orchestrator", "run", ...addresses(), ...capped("9000000000000000000")];
    const run = [...bare, "--simulate", "honest=4"];
    expect(await mvcrs(root, run, { env: { ETH_RPC_URL: file.anvil.url } })).toMatchObject({ exitCode: 2 });
    expect(await mvcrs(root, [...run, "--rounds", "0"], { env: env() })).toMatchObject({ exitCode: 2 });
    expect(await mvcrs(root, [...bare, "--simulate", "kind=3"], { env: env() })).toMatchObject({
      exitCode: 2,
    });
    expect(await mvcrs(root, ["culture-rewards", "--total", "1.5", "--top", "8"])).toMatchObject({
      exitCode: 2,
    });
    expect(await mvcrs(root, ["culture-rewards", "--total", "1500", "--top", "8"])).toMatchObject({
      exitCode: 2,
    });
    expect(await mvcrs(root, ["scoreboard", "show"])).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(root, "storage/orchestrator/culture_rewards.json"))).toBe(false);
    const unreachable = { ...env(), ETH_RPC_URL: "http://127.0.0.1:1" };
    expect(await mvcrs(root, run, { env: unreachable })).toMatchObject({ exitCode: 4 });
  });
});

const python = ["python3", "python"].find((name) =>
  (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(join(folder, name))),
);

// Where there is no Python there is nothing that could run the runbook's command either.
it.runIf(python !== undefined)("runs the runbook's own command", async () => {
  const root = await initialised();
  mkdirSync(join(root, "storage/orchestrator"), { recursive: true });
  const agent = {
    losses: 0,
    slashes: 0,
    slashed: "0",
    strikes: {},
    notes: [],
    updatedAt: "2026-11-22T00:00:00.000Z",
  };
  const address = (digit: number) => `0x${String(digit).repeat(40)}`;
  writeFileSync(
    join(root, "storage/orchestrator/scoreboard.json"),
    JSON.stringify({
      version: 1,
      chainId: "31337",
      arena: address(9),
      updatedAt: agent.updatedAt,
      lastRun: 3,
      rounds: 3,
      difficulty: 1,
      students: 3,
      winners: 3,
      agents: { [address(1)]: { ...agent, wins: 2 }, [address(2)]: { ...agent, wins: 1 } },
      slashedOn: { day: "2026-11-22", amount: "0" },
      failures: { total: 0, last: null },
      open: null,
      frozen: null,
      adjustments: [],
    }),
  );
  const words = ["-m", "orchestrator.tools.culture_rewards", "--total", "1500", "--top", "8"];
  const run = (...more: string[]) =>
    new Promise<number>((done) => {
      execFile(
        python ?? "",
        [...words, ...more],
        { cwd: root, env: { ...process.env, PYTHONPATH: repository } },
        (error) => done(typeof error?.code === "number" ? error.code : 0),
      );
    });
  expect(await run()).toBe(0);
  const { rewards } = JSON.parse(
    readFileSync(join(root, "storage/orchestrator/culture_rewards.json"), "utf8"),
  );
  expect(rewards.map(({ amount }: { amount: string }) => amount)).toEqual(["1000", "500"]);
  expect(await run("--top=0")).toBe(2);
});
