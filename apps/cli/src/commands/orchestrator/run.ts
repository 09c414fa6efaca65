import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assertRoot, frozenInLog, LedgerWatcher, slashedInLog, vouched } from "@mvcrs/escalation";
import { nodeTextFiles } from "@mvcrs/files";
import { defineCommand } from "../../command.ts";
import { rpcUrlOf } from "../../deployment-options.ts";
import { cliErrors } from "../../errors.ts";
import { keepNotifying } from "../../notify.ts";
import { plural } from "../../ui/numbers.ts";
import { alertsToLog } from "./alerts.ts";
import { amountOf, deploymentOptions, orchestratorKey } from "./deployment.ts";
import { parsePopulation } from "./population.ts";

const text = (describe: string) => ({ type: "string" as const, requiresArg: true, describe });

export const runCommand = defineCommand({
  command: "run",
  describe: "Run rounds on the arena; what was cut off is finished first",
  options: (yargs) =>
    deploymentOptions(yargs)
      .option("rounds", { type: "number", default: 1, requiresArg: true, describe: "How many rounds" })
      .option("every", {
        type: "number",
        default: 0,
        requiresArg: true,
        describe: "Seconds between two rounds",
      })
      .option("simulate", { ...text("Simulated agents, such as honest=6,lazy=2"), demandOption: true })
      .option("seed", { ...text("Seed of the simulated agents"), default: "1" })
      .option("rules", text("Rule list of the moderation (default: the built-in one)"))
      .option("max-slash-per-round", {
        ...text("Cap in the stake token's smallest unit"),
        demandOption: true,
      })
      .option("max-slash-per-day", { ...text("Cap of a UTC day"), demandOption: true })
      .option("private-key-file", text("The orchestrator's key (default: ORCHESTRATOR_PRIVATE_KEY)")),

  async run(args, context) {
    if (!Number.isInteger(args.rounds) || args.rounds < 1 || !(args.every >= 0 && args.every <= 86_400))
      throw cliErrors.create("USAGE", {
        problem: "--rounds must be 1 or more, --every up to a day of seconds",
      });
    const population = parsePopulation(args.simulate, args.seed);
    const caps = {
      perRound: amountOf("--max-slash-per-round", args.maxSlashPerRound),
      perDay: amountOf("--max-slash-per-day", args.maxSlashPerDay),
    };
    const key = orchestratorKey(args.privateKeyFile, context);
    // Before anything is asked of the chain, and again before every phase.
    await assertRoot(context);
    const lib = await import("@selfplay/orchestrator");
    const { getAddress, Wallet } = await import("ethers");
    const { io, paths, clock } = context;
    const rules =
      args.rules === undefined
        ? lib.defaultRuleList
        : lib.parseRuleList(readFileSync(resolve(io.cwd, args.rules), "utf8"), args.rules);
    const ours = lib.orchestratorPaths(paths.root);
    const provider = await lib.openProvider(rpcUrlOf(args.rpcUrl, context.io.env));
    // Asked before every phase of every round: only what the log has gained is folded.
    const watcher = new LedgerWatcher({ ...context, sureOfLock: true });
    const stop = io.stopSignal();
    // An address has several spellings: with and without `0x`, in any case, as ICAP.
    const arena = () => getAddress(args.arena);
    // Rounds of an arena run on one host at a time.
    const takeTurn = async () => context.leases?.take(`orchestrator ${arena().toLowerCase()}`, 0);
    const haveTurn = async () => {
      if (turn?.lost !== true) return;
      // Whoever was stopped for long may have lost its turn to another host.
      await turn.release();
      turn = await takeTurn();
    };
    let turn: Awaited<ReturnType<typeof takeTurn>>;
    const receipts = [];
    // A slash must not wait for a command that runs for days.
    const notices = keepNotifying(context);
    try {
      const orchestrator = lib.createOrchestrator({
        arena: args.arena,
        stakeManager: args.stakeManager,
        ...(args.systemPause === undefined ? {} : { systemPause: args.systemPause }),
        signer: new Wallet(key, provider),
        agents: lib.simulatedPopulation(population),
        moderation: [lib.ruleListModerator(rules)],
        paths: ours,
        files: nodeTextFiles,
        clock,
        random: Math.random,
        log: lib.orchestratorLogFile(ours.log),
        alert: async (alert) => {
          await alertsToLog(context)(alert);
          notices.poke();
        },
        isTrustLocked: () => vouched(context, async () => (await watcher.read()).state.lock !== null),
        frozenInLog: async () => {
          await haveTurn();
          return vouched(context, () => frozenInLog(paths));
        },
        beforeSending: haveTurn,
        caps,
        slashedInLog: (day) => vouched(context, () => slashedInLog(paths, { arena: arena(), day })),
      });
      turn = await takeTurn();
      while (receipts.length < args.rounds && !stop.aborted) {
        const receipt = await orchestrator.runRound();
        receipts.push(receipt);
        context.notice(`${receipt.id}: ${receipt.status.logs.at(-1) ?? ""}`);
        for (const slash of receipt.slashes)
          if (slash.state !== "intended") context.notice(lib.describeSlash(slash, receipt));
        if (receipts.length < args.rounds && args.every > 0)
          await sleep(args.every * 1000, undefined, { signal: stop }).catch(() => undefined);
      }
    } finally {
      provider.destroy();
      await notices.stop();
      await turn?.release();
    }
    const slashes = receipts.flatMap(({ slashes }) => slashes.filter(({ state }) => state === "done"));
    return {
      json: { ok: true, rounds: receipts.length, slashes: slashes.length, receipts },
      text: `${plural(receipts.length, "round")} completed, ${slashes.length} validators slashed; receipts in ${ours.runs}`,
    };
  },
});
