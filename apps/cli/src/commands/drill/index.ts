import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { artifactPaths } from "@mvcrs/escalation";
import { aborted } from "../../aborted.ts";
import { defineCommand } from "../../command.ts";
import { colours } from "../../ui/colours.ts";
import { plural } from "../../ui/numbers.ts";
import { alertsToLog } from "../orchestrator/alerts.ts";
import { appendToLog } from "../owner/log.ts";
import { captured } from "./captured.ts";
import { phase8Gate } from "./gate.ts";
import { type PlayedService, playedService } from "./service.ts";

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
        describe: "Leave the portal open afterwards, until Ctrl-C",
      }),

  async run(args, context) {
    const { io, runCli } = context;
    // The rehearsal never touches --root: it plays in a folder of its own.
    const root =
      args.out === undefined ? await mkdtemp(join(tmpdir(), "mvcrs-drill-")) : resolve(io.cwd, args.out);
    const { runDrill, scenarioNames, terminalView } = await import("@mvcrs/drill");
    const paint = colours(io);
    const view = terminalView({
      write: context.json ? io.stderr : io.stdout,
      interactive: !context.json && io.interactive,
      columns: io.columns,
      ...(context.json ? {} : { paint: (style, text) => paint[style](text) }),
    });
    const began = performance.now();
    let service: PlayedService | undefined;
    try {
      const report = await runDrill({
        seed: args.seed,
        scenarios: args.scenario,
        root,
        view,
        wallClock: () => performance.now() - began,
        mvcrs: (argv, env) => captured(runCli, argv, { ...io, interactive: false, env }),
        async serve(options) {
          service = await playedService(options, context);
          return service;
        },
        alert: (alert, at) => alertsToLog({ ...context, paths: artifactPaths(root), clock: () => at })(alert),
        gate: await phase8Gate(io),
        async recordCompleted(facts, at) {
          const inDrill = { ...context, paths: artifactPaths(root), clock: () => at };
          const head = { id: randomUUID(), at: new Date(at).toISOString(), actor: "mvcrs drill" };
          await appendToLog(inDrill, [{ type: "drill.completed", ...head, ...facts }]);
        },
      });
      const { incidents, evidence, measured } = report;
      const text = [
        "",
        `${plural(incidents.length, "incident")}, every one detected and contained, in ${(measured.totalMs / 1000).toFixed(0)} s;\n${plural(evidence.length, "entry", "entries")} of the log as evidence, each with a proof.`,
        `report: ${join(root, "report", "incident-report.md")} (and .json)`,
      ].join("\n");
      const json = { ok: true, root, ...report };
      if (!args.keep) return { json, text };
      view.line(`${text}\nportal: ${service?.url} (open until Ctrl-C)`);
      await aborted(io.stopSignal());
      return { json, text: "stopped" };
    } catch (thrown) {
      if (args.out === undefined && args.scenario.some((name) => !scenarioNames.includes(name)))
        await rm(root, { recursive: true, force: true });
      throw thrown;
    } finally {
      await service?.stop();
    }
  },
});
