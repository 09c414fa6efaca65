import { cpSync } from "node:fs";
import { isCodedError } from "@mvcrs/errors";
import { tempRoot } from "@mvcrs/test-kit";
import { Wallet } from "ethers";
import { expect, it } from "vitest";
import { simulatedPopulation } from "../../../packages/orchestrator/src/index.ts";
import { orchestratorKey, ownerKey } from "../../../packages/orchestrator/test/support/anvil.ts";
import { deployment } from "../../../packages/orchestrator/test/support/world.ts";
import { assertLogRoot, recordVerdict } from "../../phase8-gate/src/record-verdict.ts";
import { mvcrs } from "./support/cli.ts";
import { damageEach, damages, harmless, rootOf } from "./support/damage.ts";

const file = deployment(simulatedPopulation({ seed: "cli", honest: 4, abusive: 4 }));
const env = () => ({
  ETH_RPC_URL: file.anvil.url,
  ORCHESTRATOR_PRIVATE_KEY: orchestratorKey,
  OWNER_PRIVATE_KEY: ownerKey,
  MVCRS_ACTOR: "a program",
});

const verdict = {
  ok: true,
  folder: "demo",
  source: "folder",
  counts: { errors: 0, warnings: 0, suppressed: 0, rules: 0 },
  rules: [],
};

/** What acts by itself, and asks the root first whether a lock is on. */
const programs = () => {
  const { arena, stakeManager, systemPause } = file.world.at;
  const all = ["--arena", arena, "--stake-manager", stakeManager, "--system-pause", systemPause];
  const crowd = ["--simulate", "honest=4,abusive=4", "--seed", "cli", "--rounds", "1"];
  const caps = ["--max-slash-per-round", "1000000000000000000", "--max-slash-per-day", "9000000000000000000"];
  const change = ["--teacher-reward", "151000000000", "--yes", "--autonomous", "--accept-warnings"];
  return [
    ["orchestrator", "run", ...all, ...crowd, ...caps],
    ["owner", "set-params", "--arena", arena, ...change],
  ];
};

it.each(Object.keys(damages))(
  "sends nothing by itself from a locked root where a file is %s",
  async (how) => {
    const root = await rootOf("locked");
    const nonces = () =>
      Promise.all(
        [ownerKey, orchestratorKey].map((key) =>
          file.anvil.provider.getTransactionCount(new Wallet(key).address),
        ),
      );
    const before = await nonces();
    await damageEach(how, root, await rootOf("unlocked"), async (path) => {
      for (const words of programs()) {
        const { exitCode, stderr } = await mvcrs(root, ["--root", root, ...words], { env: env() });
        expect(`${path.replace(root, "")}: ${words[0]} ${exitCode}`, stderr).toMatch(/ [23]$/);
      }
    });
    expect(await nonces()).toEqual(before);
  },
);

it.each(Object.keys(damages))(
  "lets the gate record nothing in a root where a file that speaks of the log is %s",
  async (how) => {
    const root = await rootOf("unlocked");
    const green: string[] = [];
    // As the gate does: it asks, judges, and records; here in a copy, so that the root stays as it was.
    const records = async () => {
      const cwd = tempRoot();
      cpSync(root, cwd, { recursive: true });
      const io = { cwd, env: {}, stdout: () => {}, stderr: () => {}, clock: Date.now };
      try {
        await assertLogRoot(cwd, io);
        await recordVerdict(cwd, verdict, io);
        return true;
      } catch (thrown) {
        expect(isCodedError(thrown), String(thrown)).toBe(true);
        return false;
      }
    };
    await damageEach(how, root, await rootOf("locked"), async (path) => {
      if (await records()) green.push(path.slice(path.lastIndexOf("/") + 1));
    });
    expect(green.filter((name) => !harmless[how]?.includes(name))).toEqual([]);
    expect(await records()).toBe(true);
  },
);
