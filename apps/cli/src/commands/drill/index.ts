import { randomUUID } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { artifactPaths } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import type { Io } from "../../io.ts";
import { plural } from "../../ui/numbers.ts";
import { alertsToLog } from "../orchestrator/alerts.ts";
import { appendToLog } from "../owner/log.ts";

/** The nearest folder from here up that holds the demo. */
async function checkoutAbove(folder: string, demo: string): Promise<string | undefined> {
  const there = await stat(join(folder, demo)).catch(() => undefined);
  if (there !== undefined) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : checkoutAbove(above, demo);
}

/** The Phase 8 gate over the control room of the checkout; undefined where the program was installed without one. */
async function phase8Gate({ clock }: Io) {
  const { defaultFolder, evaluateReadiness } = await import("@phase8/readiness");
  const checkout = await checkoutAbove(fileURLToPath(new URL(".", import.meta.url)), defaultFolder);
  if (checkout === undefined) return undefined;
  const { folderSource } = await import("@phase8/readiness/sources");
  const { formatPretty } = await import("@phase8/readiness/formats");
  return async () => {
    const report = await evaluateReadiness(folderSource(checkout), { now: clock() });
    const said = formatPretty(report).trim();
    return { ok: report.ok, text: report.ok ? (said.split("\n").at(-1) ?? "") : said };
  };
}

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
      async mvcrs(argv, env) {
        let stdout = "";
        let stderr = "";
        const exitCode = await runCli(argv, {
          ...io,
          stdout: (text) => {
            stdout += text;
          },
          stderr: (text) => {
            stderr += text;
          },
          interactive: false,
          env,
        });
        return { exitCode, stdout, stderr };
      },
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
