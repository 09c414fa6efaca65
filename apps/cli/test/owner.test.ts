import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { holding, testDatabases } from "@mvcrs/test-kit/postgres";
import { describe, expect, it } from "vitest";
import { accounts, anvilWith, keys } from "../../../packages/owner-ops/test/support/anvil.ts";
import { realSafe } from "../../../packages/owner-ops/test/support/safe.ts";
import { ownWorld, send } from "../../../packages/owner-ops/test/support/worlds.ts";
import { mvcrs } from "./support/cli.ts";

const file = anvilWith(ownWorld);
const [owner, other, newcomer, validator] = accounts;
const nonce = () => file.anvil.rpc.request("eth_getTransactionCount", [owner, "latest"]);
const env = () => ({ ETH_RPC_URL: file.anvil.url, OWNER_PRIVATE_KEY: keys[0] });
const run = (root: string, words: readonly string[], io: Parameters<typeof mvcrs>[2] = {}) =>
  mvcrs(root, ["owner", ...words], { env: env(), ...io });
const answering = (text: string) => ({
  interactive: true,
  stdin: (async function* () {
    yield Buffer.from(text);
  })(),
});

describe("mvcrs owner", () => {
  it("shows a plan, asks on a terminal, and takes no other answer than yes", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    const no = await run(root, ["pause", "--arena", arena], answering("y\n"));
    expect([no.exitCode, await file.world.arena.paused()]).toEqual([3, false]);
    expect(no.stderr).toMatch(
      /^1 {2}SelfPlayArena\.pause\(\) {2}SelfPlayArena\.paused\(\) {2}false {2}true {2}ok, /m,
    );
    expect(no.stderr).toContain("Type yes");
    const yes = await run(root, ["pause", "--arena", arena], answering("yes\n"));
    expect([yes.exitCode, await file.world.arena.paused()]).toEqual([0, true]);
    expect(yes.stdout).toContain("verified: 2 of 2");
    const again = await run(root, ["pause", "--arena", arena, "--json"]);
    expect([again.exitCode, again.json()["mode"]]).toEqual([0, "nothing-to-do"]);
  });

  it("needs --yes without a terminal, and --accept-warnings for warnings", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    const words = ["set-params", "--arena", arena, "--teacher-reward", "150"];
    expect((await run(root, words)).exitCode).toBe(3);
    const warned = await run(root, [...words, "--yes"]);
    expect([warned.exitCode, warned.stderr]).toEqual([3, expect.stringContaining("are the units right?")]);
    expect((await run(root, [...words, "--yes", "--accept-warnings"])).exitCode).toBe(0);
    // Two questions, two answers, read from one stream.
    const both = await run(
      root,
      ["set-params", "--arena", arena, "--teacher-reward", "150000000000"],
      answering("yes\nyes\n"),
    );
    expect(both.exitCode).toBe(0);
  });

  it("writes a plan and carries it out later, and re-issues it when the world has moved", async () => {
    const { arena, stakeManager } = file.world.at;
    const root = tempRoot();
    const before = await nonce();
    const plan = ["pause", "--arena", arena, "--stake-manager", stakeManager, "--out", "plan.json"];
    // No key is needed to plan.
    expect((await run(root, plan, { env: { ETH_RPC_URL: file.anvil.url } })).exitCode).toBe(0);
    expect(await nonce()).toBe(before);
    await send(file.world.stakes, "pause");
    const moved = await run(root, ["apply", "plan.json", "--yes", "--json"]);
    expect(moved.json()).toMatchObject({ error: { code: "PLAN_DRIFTED" } });
    expect(moved.exitCode).toBe(3);
    expect((await run(root, ["apply", "plan.reissued.json", "--yes"])).exitCode).toBe(0);
    expect(await file.world.arena.paused()).toBe(true);
    const text = readFileSync(join(root, "plan.reissued.json"), "utf8");
    writeFileSync(join(root, "edited.json"), text.replace(owner, other));
    expect((await run(root, ["apply", "edited.json", "--yes", "--json"])).json()).toMatchObject({
      error: { code: "PLAN_ALTERED" },
    });
  });

  it("writes a Safe batch where a multisig owns the arena, and will not send for it", async () => {
    const root = tempRoot();
    const { address } = await realSafe(file.world.signer, [other, newcomer], 2);
    await send(file.world.arena, "transferOwnership", address);
    const accept = file.world.arena.interface.encodeFunctionData("acceptOwnership");
    await file.anvil.rpc.request("anvil_impersonateAccount", [address]);
    await file.anvil.rpc.request("anvil_setBalance", [address, "0xde0b6b3a7640000"]);
    await file.anvil.rpc.request("eth_sendTransaction", [
      { from: address, to: file.world.at.arena, data: accept },
    ]);
    // Anvil answers before it has mined.
    await file.anvil.rpc.request("evm_mine", []);
    const words = ["pause", "--arena", file.world.at.arena];
    expect((await run(root, [...words, "--safe", "batch.json", "--dry-run"])).exitCode).toBe(0);
    expect(existsSync(join(root, "state"))).toBe(false);
    expect((await run(root, [...words, "--safe", "batch.json"])).exitCode).toBe(0);
    // Others can send it from now on, so the intent is on record.
    expect(readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")).toContain("owner_op.intended");
    expect(JSON.parse(readFileSync(join(root, "batch.json"), "utf8"))).toMatchObject({
      chainId: "31337",
      meta: { createdFromSafeAddress: address },
      transactions: [{ data: "0x8456cb59" }],
    });
    const direct = await run(root, [...words, "--yes", "--json"]);
    expect(direct.exitCode).toBe(3);
    expect(direct.stdout).toContain("write a batch with --safe");
    const from = await run(root, [...words, "--from", address, "--yes", "--json"]);
    expect(from.json()).toMatchObject({ error: { code: "MULTISIG_REQUIRED" } });
  });

  it("honours the trust lock: programs are refused, people pause or break glass", async () => {
    const root = tempRoot();
    const { arena } = file.world.at;
    expect(
      (await mvcrs(root, ["trust-lock", "engage", "--reason", "drill", "--actor", "on-call"])).exitCode,
    ).toBe(0);
    const pause = ["pause", "--arena", arena, "--yes"];
    expect((await run(root, [...pause, "--autonomous", "--json"])).json()).toMatchObject({
      error: { code: "TRUST_LOCKED" },
    });
    expect((await run(root, pause)).exitCode).toBe(0);
    const unpause = ["unpause", "--arena", arena, "--yes"];
    expect((await run(root, unpause)).exitCode).toBe(3);
    expect((await run(root, [...unpause, "--autonomous", "--break-glass", "x"])).exitCode).toBe(2);
    expect((await run(root, [...unpause, "--break-glass", "validated by two"])).exitCode).toBe(0);
    const log = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");
    expect(log).toContain('"lock_set_aside":"validated by two"');
    // Where who and why are to be deletable, they are kept in the vault here too.
    const keep = { vault: { keep: ["actor", "reason"] } };
    writeFileSync(join(root, "state/mvcrs_config.json"), JSON.stringify(keep));
    const asked = [...pause, "--break-glass", "Ann is on leave", "--actor", "bert.private"];
    expect((await run(root, asked)).exitCode).toBe(0);
    expect(readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")).not.toMatch(
      /Ann is|bert\.private/,
    );
    const shown = await mvcrs(root, ["chain", "entries", "--private"]);
    expect(shown.stdout.replace(/\s+/g, " ")).toContain("bert.private: Ann is on leave");
    expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
  });

  it("sends nothing by itself where no root says that no lock is on, and lets a person pause from anywhere", async () => {
    const { arena } = file.world.at;
    const locked = tempRoot();
    await mvcrs(locked, ["trust-lock", "engage", "--reason", "drill", "--actor", "on-call"]);
    const program = [
      "set-params",
      "--arena",
      arena,
      "--teacher-reward",
      "151000000000",
      "--yes",
      "--autonomous",
    ];
    const before = await nonce();
    const codes = async (root: string, words: readonly string[]) => {
      const ran = await run(locked, ["--root", root, ...words, "--accept-warnings"]);
      return [ran.exitCode, /WARNING: .*no trust lock could be asked for/.test(ran.stderr)];
    };
    const typo = join(locked, "typo");
    expect(await codes(locked, program)).toEqual([3, false]);
    expect(await codes(typo, program)).toEqual([2, false]);
    // A person who names a root that is none has mistyped it; a pause must not wait for that.
    const person = program.filter((word) => word !== "--autonomous");
    expect(await codes(typo, person)).toEqual([2, true]);
    rmSync(join(locked, "state/challenge_events.jsonl"));
    expect(await codes(locked, program)).toEqual([2, false]);
    expect(await nonce()).toBe(before);
    const verb = (await file.world.arena.paused()) ? ["unpause", "--break-glass", "drill"] : ["pause"];
    expect(await codes(typo, [...verb, "--arena", arena, "--yes"])).toEqual([0, true]);
    expect(await nonce()).not.toBe(before);
  });

  it("carries a pause out that the log does not take, also one from a plan file, and nothing else", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    await mvcrs(root, ["init"]);
    expect((await run(root, ["pause", "--arena", arena, "--out", "plan.json"])).exitCode).toBe(0);
    mkdirSync(join(root, "state", "challenge_events.jsonl"));
    const before = await nonce();
    const params = await run(root, ["set-params", "--arena", arena, "--committee-size", "2", "--yes"]);
    expect([params.exitCode > 0, await nonce()]).toEqual([true, before]);
    const applied = await run(root, ["apply", "plan.json", "--yes"]);
    expect([applied.stderr, applied.exitCode, await file.world.arena.paused()]).toEqual([
      expect.stringContaining("on no record"),
      0,
      true,
    ]);
  });

  it("lets no pause wait for a database that has stopped answering", { timeout: 25_000 }, async () => {
    await using databases = await testDatabases();
    const url = await databases.create();
    const root = tempRoot();
    expect((await mvcrs(root, ["init", "--store", url])).exitCode).toBe(0);
    if (await file.world.arena.paused()) await send(file.world.arena, "unpause");
    // Somebody holds all that is asked for, and each statement would wait half a minute for it.
    const paused = await holding(url, "begin; lock table mvcrs.head", () =>
      run(root, ["pause", "--arena", file.world.at.arena, "--yes"]),
    );
    expect([paused.stderr, paused.exitCode, await file.world.arena.paused()]).toEqual([
      expect.stringContaining("on no record"),
      0,
      true,
    ]);
  });

  it.each([
    ["is away", JSON.stringify({ version: 1, url: "postgres://127.0.0.1:1/log", origin: "mvcrs.local/log" })],
    ["is not known any more", "{"],
  ])("carries a person's pause out where the database of the log %s, and nothing else", async (_, store) => {
    const { arena } = file.world.at;
    const root = tempRoot();
    await mvcrs(root, ["init"]);
    writeFileSync(join(root, "state", "store.json"), store);
    if (await file.world.arena.paused()) await send(file.world.arena, "unpause");
    const before = await nonce();
    const refused = [
      ["pause", "--arena", arena, "--yes", "--autonomous"],
      ["set-params", "--arena", arena, "--committee-size", "2", "--yes"],
    ];
    for (const words of refused) expect((await run(root, words)).exitCode).toBeGreaterThan(1);
    expect(await nonce()).toBe(before);
    const paused = await run(root, ["pause", "--arena", arena, "--yes"]);
    expect([paused.stderr, paused.exitCode, await file.world.arena.paused()]).toEqual([
      expect.stringContaining("on no record"),
      0,
      true,
    ]);
    // Nor is anybody accused of what a copy may lack.
    const watched = await run(root, ["watch", "--arena", arena, "--from-block", "0", "--dry-run", "--json"]);
    expect(watched.json()).toMatchObject({ error: { code: expect.stringMatching(/^(?:ROOT_)?STORE_UN/) } });
    // The copy of the log took nothing in its place.
    const copy = join(root, "state", "challenge_events.jsonl");
    expect(existsSync(copy) ? readFileSync(copy, "utf8") : "").toBe("");
  });

  it("signs with a keystore, a key file or the node's own account", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    // Foundry's, for anvil's first account.
    writeFileSync(
      join(root, "keystore.json"),
      '{"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"cfc0e33b9deebd40f14a29834957bf7a"},"ciphertext":"d69266210de0c2388c00d15e52dc26424f3d6c3a0114665b36b46279a56d256b","kdf":"scrypt","kdfparams":{"dklen":32,"n":8192,"p":1,"r":8,"salt":"8642fee2b90dae7425e0447105fec0cbe9dfe5923de8fedf7d145e6ffe7c087d"},"mac":"1848704122cbb3ad439ac96fcbb764c374a1807e662d02c6be482d1c5ced86f9"},"id":"22238e9c-3e4f-4c1f-9297-1ebbe4dbe112","version":3}',
    );
    writeFileSync(join(root, "password"), "correct horse\n");
    writeFileSync(join(root, "key"), `${keys[0]}\n`);
    const keyless = { env: { ETH_RPC_URL: file.anvil.url } };
    const signers = [
      ["pause", "--keystore", "keystore.json", "--password-file", "password"],
      ["unpause", "--private-key-file", "key"],
      ["pause", "--unlocked", owner],
    ];
    for (const [verb = "", ...signer] of signers)
      expect((await run(root, [verb, "--arena", arena, "--yes", ...signer], keyless)).exitCode).toBe(0);
    expect(await file.world.arena.paused()).toBe(true);
  });

  it("lists who holds the roles", async () => {
    const { arena, stakeManager } = file.world.at;
    const words = [
      "set-roles",
      "--arena",
      arena,
      "--stake-manager",
      stakeManager,
      "--allow-orchestrator",
      newcomer,
    ];
    const ran = await run(tempRoot(), [...words, "--dry-run", "--list-from-block", "0", "--json"]);
    expect(ran.json()["holders"]).toEqual({ orchestrators: [], lockManagers: [arena] });
  });

  it("refuses bad input with one clear error each, before anything is sent", async () => {
    const { arena, stakeManager } = file.world.at;
    const root = tempRoot();
    const before = await nonce();
    const mistyped = arena.replace(/[a-f]/, (letter) => letter.toUpperCase());
    const unsafe = mistyped === arena ? arena.replace(/[A-F]/, (letter) => letter.toLowerCase()) : mistyped;
    const cases: [words: string[], code: string, exitCode: number][] = [
      [["pause", "--arena", unsafe], "BAD_CHECKSUM", 2],
      [["pause", "--arena", "0x12"], "BAD_ADDRESS", 2],
      [["pause", "--arena", `0x${"0".repeat(40)}`], "ZERO_ADDRESS", 2],
      [["pause", "--arena", owner], "NO_CODE", 2],
      [["pause", "--arena", stakeManager], "WRONG_CONTRACT", 2],
      [["pause", "--arena", arena, "--arena", arena], "CONFLICTING_OPTIONS", 2],
      [["pause", "--arena", arena, "--unlocked", owner, "--keystore", "k"], "CONFLICTING_OPTIONS", 2],
      [["pause", "--arena", arena, "--keystore", "k"], "MISSING_OPTION", 2],
      [["pause", "--arena", arena, "--private-key-file", "none"], "KEY_UNUSABLE", 2],
      [["pause", "--arena", arena, "--chain-id", "1"], "WRONG_CHAIN", 2],
      [["pause", "--arena", arena, "--rpc-url", "ftp://x"], "BAD_ENDPOINT", 2],
      [["pause", "--arena", arena, "--nonsense"], "USAGE", 2],
      [["pause", "--arena", arena, "--actor", " "], "UNKNOWN_OPTION", 2],
      [["pause"], "NOTHING_TO_DO", 2],
      [["set-params", "--arena", arena, "--teacher-reward", "1e20"], "BAD_NUMBER", 2],
      [["set-params", "--arena", arena, "--teacher-reward", "0x10"], "BAD_NUMBER", 2],
      [["set-params", "--arena", arena, "--teacher-split", "9000"], "SPLITS_DO_NOT_FIT", 2],
      [["set-params", "--fee-pct", "4"], "MISSING_OPTION", 2],
      [["set-params", "--stake-manager", stakeManager, "--fee-pct", "101"], "OUT_OF_RANGE", 2],
      [
        ["set-roles", "--arena", arena, "--allow-orchestrator", owner, "--revoke-orchestrator", owner],
        "CONFLICTING_OPTIONS",
        2,
      ],
      [["slash", "--arena", arena], "MISSING_OPTION", 2],
      [
        [
          "slash",
          "--arena",
          arena,
          "--round",
          "9",
          "--validator",
          validator,
          "--amount",
          "1",
          "--recipient",
          owner,
          "--reason",
          "r",
        ],
        "ROUND_NOT_FOUND",
        2,
      ],
      [["apply", "none.json"], "PLAN_UNREADABLE", 2],
      [["pause", "--arena", arena, "--yes", "--max-fee-gwei", "1"], "FEE_ABOVE_CAP", 4],
    ];
    await file.anvil.rpc.request("anvil_setNextBlockBaseFeePerGas", ["0x77359400"]);
    await file.anvil.rpc.request("evm_mine", []);
    for (const [words, code, exitCode] of cases) {
      const ran = await run(root, [...words, "--json"]);
      expect(ran.json(), words.join(" ")).toMatchObject({ ok: false, error: { code } });
      expect(ran.exitCode, words.join(" ")).toBe(exitCode);
    }
    const keyless = await run(root, ["pause", "--arena", arena, "--yes", "--json"], {
      env: { ETH_RPC_URL: file.anvil.url },
    });
    expect(keyless.json()).toMatchObject({ error: { code: "SIGNER_MISSING" } });
    expect(await nonce()).toBe(before);
    expect(existsSync(join(root, "state"))).toBe(false);
  });

  it("says that an endpoint is unreachable, without the key in its address", async () => {
    const ran = await run(tempRoot(), [
      "pause",
      "--arena",
      file.world.at.arena,
      "--rpc-url",
      "http://user:hunter2@127.0.0.1:1/v2/hunter2",
    ]);
    expect(ran.exitCode).toBe(4);
    expect(ran.stderr).toContain("no answer from 127.0.0.1:1");
    expect(ran.stderr + ran.stdout).not.toContain("hunter2");
  });

  it("asks two endpoints when two are given", async () => {
    const { arena } = file.world.at;
    const twice = ["--rpc-url", file.anvil.url, "--rpc-url", file.anvil.url];
    expect((await run(tempRoot(), ["pause", "--arena", arena, ...twice, "--yes"])).exitCode).toBe(0);
  });

  it("lists role holders alone, without a key, and unfinished operations", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    await send(file.world.arena, "setOrchestrator", newcomer, true);
    const keyless = { env: { ETH_RPC_URL: file.anvil.url } };
    const listed = await run(
      root,
      ["set-roles", "--arena", arena, "--list-from-block", "0", "--json"],
      keyless,
    );
    expect([listed.exitCode, listed.json()["holders"]]).toEqual([
      0,
      { orchestrators: [newcomer], lockManagers: [] },
    ]);
    const bare = await run(root, ["set-roles", "--list-from-block", "0", "--json"], keyless);
    expect(bare.json()).toMatchObject({ error: { code: "MISSING_OPTION" } });
    const none = await run(root, ["give-up"], keyless);
    expect([none.exitCode, none.stdout]).toEqual([0, expect.stringContaining("no operation is unfinished")]);
    const unknown = await run(root, ["give-up", "abcdef", "--json"], keyless);
    expect(unknown.json()).toMatchObject({ error: { code: "NO_SUCH_OPERATION" } });
  });

  it("watches the span since the last watch ended, and says it", async () => {
    const { arena } = file.world.at;
    const root = tempRoot();
    const watch = ["watch", "--arena", arena, "--json"];
    await send(file.world.arena, "setOrchestrator", newcomer, true);
    expect((await run(root, ["pause", "--arena", arena, "--yes"])).exitCode).toBe(0);
    const first = await run(root, watch);
    const events = ({ json }: typeof first) =>
      (json()["uncovered"] as readonly { event: string }[]).map(({ event }) => event);
    expect([first.exitCode, events(first).includes("OrchestratorUpdated")]).toEqual([1, true]);
    // What was done with a record is covered.
    expect(events(first)).not.toContain("Paused");
    expect(first.json()).toMatchObject({ fromTime: expect.any(String), toTime: expect.any(String) });
    // The same again raises nothing twice.
    expect((await run(root, watch)).json()["raised"]).toEqual([]);
    // Three days later the day alone would leave out what happened right after the last watch.
    await send(file.world.arena, "setOrchestrator", other, true);
    await file.anvil.rpc.request("evm_increaseTime", [3 * 86_400]);
    await file.anvil.rpc.request("anvil_mine", ["0x64", "0x1"]);
    const late = await run(root, watch);
    expect([late.exitCode, late.json()["raised"]]).toMatchObject([1, { length: 1 }]);
  });
});
