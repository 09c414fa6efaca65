import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { artifactPaths } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { plural } from "../../ui/numbers.ts";
import { alertsToLog } from "../orchestrator/alerts.ts";
import { appendToLog } from "../owner/log.ts";
import { captured } from "./captured.ts";
import { phase8Gate } from "./gate.ts";

export const drillCommand = defineCommand({
  command: "drill",
  describe: "Rehearse incidents on an embedded chain: detect, lock, pause, rotate, restore, report",
  options: (yargs) =>
    yargs
      .option("scenario", {
        type: "string",
        array: true,
        requiresArg: true,
        default: [] as string[],
        describe: "Only this incident; may be repeated. Default: all of them",
      })
      .option("seed", {
        type: "string",
        requiresArg: true,
        default: "1",
        describe: "The same seed gives the same rehearsal",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "Empty folder for everything it writes (default: a new temporary one, which is kept)",
      })
      .option("keep", {
        type: "boolean",
        default: false,
        describe: "Show the rehearsal's portal afterwards, and leave it open until Ctrl-C",
      }),

  async run(args, context) {
    const { io, runCli } = context;
    // The rehearsal never touches --root: it plays in a folder of its own.
    const root =
      args.out === undefined ? await mkdtemp(join(tmpdir(), "mvcrs-drill-")) : resolve(io.cwd, args.out);
    const { runDrill, scenarioNames, terminalView } = await import("@mvcrs/drill");
    const view = terminalView({
      write: context.json ? io.stderr : io.stdout,
      interactive: !context.json && io.interactive,
      columns: io.columns,
    });
    const began = performance.now();
    const report = await runDrill({
      seed: args.seed,
      scenarios: args.scenario,
      root,
      view,
      wallClock: () => performance.now() - began,
      mvcrs: (argv, env) => captured(runCli, argv, { ...io, interactive: false, env }),
      alert: (alert, at) => alertsToLog({ ...context, paths: artifactPaths(root), clock: () => at })(alert),
      gate: await phase8Gate(io),
      async recordCompleted(facts, at) {
        const inDrill = { ...context, paths: artifactPaths(root), clock: () => at };
        const head = { id: randomUUID(), at: new Date(at).toISOString(), actor: "mvcrs drill" };
        await appendToLog(inDrill, [{ type: "drill.completed", ...head, ...facts }]);
      },
    }).catch(async (thrown: unknown) => {
      if (args.out === undefined && args.scenario.some((name) => !scenarioNames.includes(name)))
        await rm(root, { recursive: true, force: true });
      throw thrown;
    });
    const { incidents, evidence, measured } = report;
    // What the rehearsal's log says, as operators see theirs; nothing more is judged or sent.
    if (args.keep) {
      const off = ["--without", "sources,clock,outbox,checkpoints"];
      await runCli(["serve", "--root", root, "--port", "0", ...off], { ...io, stdout: io.stderr });
    }
    return {
      json: { ok: true, root, ...report },
      text: [
        "",
        `${plural(incidents.length, "incident")}, every one detected and contained, in ${(measured.totalMs / 1000).toFixed(0)} s; ${plural(evidence.length, "entry", "entries")} of the log as evidence, each with a proof.`,
        `report: ${join(root, "report", "incident-report.md")} (and .json)`,
      ].join("\n"),
    };
  },
});
