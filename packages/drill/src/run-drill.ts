import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OrchestratorAlert, simulatedPopulation } from "@selfplay/orchestrator";
import { Wallet } from "ethers";
import { z } from "zod";
import { drillConfig } from "./config.ts";
import { formatReport } from "./report/markdown.ts";
import { type DrillReport, reportOf } from "./report/report.ts";
import { openRounds } from "./rounds.ts";
import { scenariosNamed } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { DrillService, ServeRoot } from "./service.ts";
import { type Mvcrs, Stage } from "./stage.ts";
import type { View } from "./view.ts";
import { buildWorld, type World } from "./world.ts";

export interface DrillOptions {
  /** The same seed gives the same rehearsal. */
  readonly seed: string;
  /** Names of scenarios; all where none is named. */
  readonly scenarios: readonly string[];
  /** An empty folder; report/ and everything else is written there. */
  readonly root: string;
  readonly mvcrs: Mvcrs;
  /** Starts `mvcrs serve` in the root. It goes on after the rehearsal: whoever asks for it ends it. */
  readonly serve: ServeRoot;
  /** Records an alert of the orchestrator durably in the log of the root; the time is in milliseconds. */
  readonly alert: (alert: OrchestratorAlert, at: number) => Promise<void>;
  /** Writes `drill.completed` into the log of the root. */
  readonly recordCompleted: (facts: Readonly<Record<string, unknown>>, at: number) => Promise<void>;
  /** Runs the Phase 8 gate and returns a line on what it said; absent where there is no gate. */
  readonly gate?: (() => Promise<{ readonly ok: boolean; readonly text: string }>) | undefined;
  readonly view: View;
  /** Milliseconds, only ever growing. */
  readonly wallClock: () => number;
}

/** Looks at the deployment before the first incident: forecast votes once it has seen 32 observations. */
const quietLooks = 36;
/** A round at every third of them: rounds take most of the time, and the others have something to compare with. */
const looksPerRound = 3;

const intro = `MV-CRS incident rehearsal

  A small SelfPlay deployment (contracts, an orchestrator, eight agents, two
  RPC endpoints) runs on a chain of its own on this machine. Then things go
  wrong on purpose. For each incident you see
    ✗ what was done to the deployment    ! who noticed, and by which evidence
    $ what the operator on call types    ■ when it is contained
    ✓ when all is well again
  Nothing outside a temporary folder is touched. It takes less than a minute.`;

/**
 * The whole rehearsal. Returns the report, which is also in `report/` of the root.
 *
 * @throws DRILL_SCENARIO, DRILL_CHAIN_MISSING, DRILL_CHAIN, DRILL_COMMAND, DRILL_NOT_SEEN where something does not work or is not noticed
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { drillErrors, runDrill, terminalView } from "@mvcrs/drill";
 *
 * const rehearsal = runDrill({
 *   seed: "monday",
 *   scenarios: ["flood"], // none of `scenarioNames`, so that this example ends at once
 *   root: "rehearsal",
 *   mvcrs: async () => ({ exitCode: 0, stdout: "", stderr: "" }), // the command line
 *   serve: async () => ({ url: "http://127.0.0.1:9464/", settled: async () => {} }), // `mvcrs serve`
 *   alert: async () => {}, // into the log of the root
 *   recordCompleted: async () => {},
 *   view: terminalView({ write: () => {}, interactive: false, columns: 80 }),
 *   wallClock: () => performance.now(),
 * });
 * await assert.rejects(rehearsal, (thrown) => drillErrors.is(thrown, "DRILL_SCENARIO"));
 * ```
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const { seed, root, view, mvcrs, wallClock } = options;
  const scenarios = scenariosNamed(options.scenarios);
  view.line(intro);
  view.begin("starting a chain and deploying the contracts");
  const population = simulatedPopulation({ seed, honest: 8 });
  const world = await buildWorld(
    seed,
    population.agents.map(({ privateKey }) => new Wallet(privateKey)),
  );
  try {
    prepareRoot(root, world);
    view.begin("starting the service");
    await mvcrs(["init", "--root", root, "--now", new Date(world.now()).toISOString()], {});
    const env = { DRILL_WEBHOOK_SECRET: world.webhook.secret };
    const service = await options.serve({ root, clock: world.now, env });
    view.line(`\n  MV-CRS runs as a service; its portal: ${service.url}`);
    let stage: Stage | undefined;
    const rounds = openRounds(world, population, root, {
      isTrustLocked: async () => (await stage?.isLocked()) ?? false,
      alert: async (alert) => {
        await options.alert(alert, world.now());
        await service.settled();
      },
    });
    stage = new Stage({ world, rounds, root, mvcrs, service, view, wallClock });
    await stage.prepare();
    await calmDays(stage, view);
    for (const scenario of scenarios) await play(scenario, stage, view);
    return await close(stage, options, service, scenarios);
  } finally {
    view.close();
    await world.stop();
  }
}

function prepareRoot(root: string, world: World): void {
  mkdirSync(join(root, "state"), { recursive: true });
  mkdirSync(join(root, "report", "proofs"), { recursive: true });
  const config = drillConfig(world.cast, world.webhook.url);
  writeFileSync(join(root, "state", "mvcrs_config.json"), `${JSON.stringify(config, null, 2)}\n`);
}

async function calmDays(stage: Stage, view: View): Promise<void> {
  view.part(
    "0. A quiet morning",
    "Rounds run, rewards are paid, and MV-CRS judges some forty quantities every five minutes: what the orchestrator reports, what both endpoints say, what was declared, and what was usual.",
  );
  for (let look = 1; look <= quietLooks; look += 1) {
    stage.busy(`look ${look} of ${quietLooks}`);
    if (look % looksPerRound === 0) await stage.round();
    else {
      await stage.world.pass(300);
      await stage.look();
    }
  }
  const rounds = quietLooks / looksPerRound;
  stage.mark("calm", `${rounds} rounds, ${quietLooks} looks, ${stage.entries().length} challenges`);
}

async function play(scenario: Scenario, stage: Stage, view: View): Promise<void> {
  const number = new Set(stage.moments.map((moment) => moment.scenario)).size;
  view.part(`${number}. ${scenario.title}`, scenario.story);
  stage.scenario = scenario.name;
  await scenario.play(stage);
}

async function close(
  stage: Stage,
  options: DrillOptions,
  service: DrillService,
  scenarios: readonly Scenario[],
): Promise<DrillReport> {
  const { view, root, seed } = options;
  view.part("Afterwards", "The rewards, the books, the log, and the report with proofs.");
  stage.scenario = "afterwards";
  await stage.command(["culture-rewards", "--total", "1500", "--top", "8"], { runbook: "4" });
  const gate = await options.gate?.();
  if (gate !== undefined) stage.mark("calm", `Phase 8 gate: ${gate.text}`, { runbook: "6" });
  await stage.world.tick();
  await options.recordCompleted(
    { seed, scenarios: scenarios.map(({ name }) => name), moments: stage.moments.length },
    stage.world.now(),
  );
  await service.settled();
  await stage.command(["chain", "verify"]);
  await stage.command(["chain", "checkpoint"]);
  const proven = new Set(stage.moments.flatMap(({ entries = [] }) => entries));
  const proofs = new Map<number, string>();
  for (const seq of proven) {
    const file = join("report", "proofs", `entry-${seq}.tlog-proof`);
    const page = join("report", "proofs", `entry-${seq}.html`);
    await stage.command(
      ["chain", "prove", String(seq), "--out", join(root, file), "--html", join(root, page)],
      { quiet: true },
    );
    await stage.command(["chain", "verify-proof", join(root, file)], { quiet: true });
    proofs.set(seq, file);
  }
  stage.mark("calm", `${proofs.size} entries proven and each proof checked`);
  const meta = z
    .object({ count: z.int(), chain_hash: z.string(), root_hash: z.string() })
    .parse(JSON.parse(readFileSync(join(root, "state", "challenges_chain_meta.json"), "utf8")));
  const report = reportOf({ seed, scenarios, stage, proofs, meta, gate });
  writeFileSync(join(root, "report", "incident-report.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(root, "report", "incident-report.md"), formatReport(report));
  return report;
}
