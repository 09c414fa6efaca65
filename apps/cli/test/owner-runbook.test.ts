import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { accounts, anvilWith, keys } from "../../../packages/owner-ops/test/support/anvil.ts";
import { fieldWorld, ownWorld, read, send } from "../../../packages/owner-ops/test/support/worlds.ts";

// The runbook's own commands, taken out of the document, run as processes: dry first, then for real.

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const runbook = readFileSync(join(repository, "docs/runbooks/emergency-operations.md"), "utf8");
const file = anvilWith(async (anvil) => ({ own: await ownWorld(anvil), field: await fieldWorld(anvil) }));
const [owner, operator, newcomer, validator] = accounts;

/** How the runbook starts what it starts: the launcher, or a script by pnpm, which need not be installed. */
const starts = /^(?:\.\/(?=mvcrs )|npx -y pnpm@12 --silent )/;

/** The commands of a section, as words, its placeholders filled in. */
function commands(section: number, at: Readonly<Record<string, string>>): string[][] {
  const text = runbook.split(/^## /m)[section] ?? "";
  return [...text.matchAll(/```bash\n([^`]*)```/g)]
    .map(([, block = ""]) => block.replaceAll(/\\\n/g, " ").trim())
    .filter((block) => starts.test(block))
    .map((block) => block.replace(starts, ""))
    .map((block) =>
      block
        .replaceAll(/<([A-Z_]+)>/g, (_, name: string) => {
          const value = { ...at, ...placeholders }[name];
          if (value === undefined) throw new Error(`the test does not know <${name}>`);
          return value;
        })
        .split(/\s+/)
        .map((word) => word.replaceAll('"', "")),
    );
}

const placeholders: Readonly<Record<string, string>> = {
  OLD_OPERATOR: operator,
  NEW_OPERATOR: newcomer,
  ROUND_ID: "1",
  VALIDATOR: validator,
  RECIPIENT: newcomer,
};

const filled = (at: { arena: string; stakeManager: string; systemPause: string }) => ({
  ARENA_ADDRESS: at.arena,
  STAKE_MANAGER_ADDRESS: at.stakeManager,
  SYSTEM_PAUSE_ADDRESS: at.systemPause,
});

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the scripts `ts-node` and `mvcrs` of the workspace run, without building again. */
function run(words: readonly string[], root: string): Promise<Ran> {
  const [script, ...rest] = words;
  const argv = script === "ts-node" ? rest : ["apps/cli/scripts/mvcrs.ts", ...rest];
  return new Promise((done) => {
    const options = {
      cwd: repository,
      env: {
        ...process.env,
        ETH_RPC_URL: file.anvil.url,
        OWNER_PRIVATE_KEY: keys[0],
        MVCRS_ACTOR: "on-call",
      },
    };
    execFile(process.execPath, [...argv, "--root", root], options, (error, stdout, stderr) =>
      done({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

/** Dry first, for real after; the dry run must send nothing. */
async function rehearseAndRun(words: readonly string[], root: string): Promise<Ran> {
  const plain = words.filter((word) => word !== "--dry-run");
  const before = await nonce();
  const dry = await run([...plain, "--dry-run"], root);
  expect(dry, dry.stderr).toMatchObject({ status: 0 });
  expect(await nonce()).toBe(before);
  const real = await run([...plain, "--yes", "--accept-warnings"], root);
  expect(real.stdout).not.toContain(keys[0].slice(4));
  expect(real.stderr).not.toContain(keys[0].slice(4));
  return real;
}

const nonce = () => file.anvil.rpc.request("eth_getTransactionCount", [owner, "latest"]);
const done = (ran: Ran) => expect(ran, ran.stderr).toMatchObject({ status: 0 });

describe.each(["own", "field"] as const)("the emergency runbook on contracts of the kind: %s", (kind) => {
  it("pauses, rotates roles, changes parameters, slashes and resumes, command for command", async () => {
    const { arena, stakes, at } = file.world[kind];
    const words = filled(at);
    const root = tempRoot();
    await send(arena, "setOrchestrator", operator, true);
    await send(stakes, "setValidatorLockManager", operator, true);
    const only = (section: number, index = 0) => commands(section, words)[index] ?? [];

    done(await rehearseAndRun(only(1), root));
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([true, true]);

    done(await rehearseAndRun(only(2), root));
    expect([
      await read(arena, "orchestrators", operator),
      await read(arena, "orchestrators", newcomer),
    ]).toEqual([false, true]);
    done(await rehearseAndRun(only(2, 1), root));
    expect(await read(stakes, "validatorLockManagers", operator)).toBe(false);
    expect(await read(stakes, "validatorLockManagers", newcomer)).toBe(true);

    done(await rehearseAndRun(only(3), root));
    expect(await read(arena, "baseTeacherReward")).toBe(150n * 10n ** 18n);
    expect(await read(arena, "validatorStake")).toBe(5n * 10n ** 18n);
    expect(await read(arena, "studentRewardSplitBps")).toBe(2000n);
    expect(await read(stakes, "feePct")).toBe(4n);

    const slash = only(4);
    if (kind === "field") {
      const refused = await run(slash, root);
      expect(refused.status).toBe(3);
      expect(refused.stderr).toContain("--reopen");
    }
    done(await rehearseAndRun(kind === "field" ? [...slash, "--reopen"] : slash, root));
    expect(await read(stakes, "stakeOf", validator, 1)).toBe(9n * 10n ** 18n);
    expect(await read(arena, "paused")).toBe(true);

    done(await rehearseAndRun(only(5), root));
    expect([await read(arena, "paused"), await read(stakes, "paused")]).toEqual([false, false]);

    // What the test did by hand above has no intent; what the commands did has one each.
    const watched = await run([...only(5, 1), "--json"], root);
    expect(watched.status).toBe(1);
    const byHand = JSON.parse(watched.stdout).uncovered.map(({ event }: { event: string }) => event);
    expect(byHand.slice(-2)).toEqual(["OrchestratorUpdated", "ValidatorLockManagerUpdated"]);
    expect(JSON.parse(watched.stdout).raised.length).toBeGreaterThanOrEqual(2);
    const again = await run([...only(5, 1), "--json"], root);
    expect(JSON.parse(again.stdout).raised).toEqual([]);
    const log = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8").trim().split("\n");
    const types = log.map((line) => JSON.parse(line).event.type);
    expect(types.filter((type) => type === "owner_op.intended")).toHaveLength(6);
    expect(types.filter((type) => type === "owner_op.executed")).toHaveLength(6);
    expect(types.filter((type) => type === "challenge.raised").length).toBeGreaterThanOrEqual(2);
    done(await run(["mvcrs", "chain", "verify"], root));
  });
});
