import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "@mvcrs/errors";
import { assertUncontradicted } from "@mvcrs/escalation";
import { takeDiskLock } from "@mvcrs/files/lock";
import { type InputHealth, type Listening, listen, type Part, supervise, type Wait } from "@mvcrs/service";
import { aborted } from "../../aborted.ts";
import type { Context, Outcome } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { buildEdge } from "./build-edge.ts";
import { type InputsArgs, inputsOf } from "./inputs.ts";
import { listenOptions } from "./listen-options.ts";
import { openSources } from "./open-sources.ts";
import { archivePart } from "./parts/archive.ts";
import { checkpointsPart } from "./parts/checkpoints.ts";
import { clockPart } from "./parts/clock.ts";
import { type ConfigPart, configPart } from "./parts/config.ts";
import { outboxPart } from "./parts/outbox.ts";
import { portalPart } from "./parts/portal.ts";
import type { Service } from "./parts/service.ts";
import { tilesPart } from "./parts/tiles.ts";
import { verificationPart } from "./parts/verification.ts";
import { watchdogPart } from "./parts/watchdog.ts";
import { type Say, sayer } from "./say.ts";
import { serviceFilePath, serviceLockPath, writeServiceFile } from "./service-file.ts";
import { checkIntervals, partsOf, type ServiceArgs, switchable } from "./service-options.ts";

/** How long parts and requests may take to end, in milliseconds. */
const endsWithinMs = 4_000;
const requestsEndWithinMs = 1_500;

/** `mvcrs serve`: everything in one process, until it is told to stop. */
export async function runService(args: ServiceArgs & InputsArgs, outer: Context): Promise<Outcome> {
  const on = partsOf(args);
  checkIntervals(args);
  if (!on.has("worker") && outer.store === undefined)
    throw cliErrors.create("USAGE", {
      problem:
        "--without worker is for a log in a database, where other hosts judge; --without sources judges nothing here",
    });
  const where = await listenOptions(args, outer);
  await assertUncontradicted(outer);
  const { paths, io } = outer;
  const say = sayer(args.log, io.stderr, io.clock);
  const lock = await takeDiskLock({
    path: serviceLockPath(paths.stateFolder),
    what: "the service of this root",
    clock: io.clock,
    timeoutMs: 0,
  });
  try {
    const config = await configPart(outer, say);
    // From here on SIGHUP reads the configuration again.
    io.onHangup(() => void config.reload().catch((thrown) => say.warn("config", messageOf(thrown))));
    return await serving({ args, on, where, outer, say, config, stop: io.stopSignal() });
  } finally {
    await lock.release();
  }
}

interface Serving {
  readonly args: ServiceArgs & InputsArgs;
  readonly on: ReturnType<typeof partsOf>;
  readonly where: Awaited<ReturnType<typeof listenOptions>>;
  readonly outer: Context;
  readonly say: Say;
  readonly config: ConfigPart;
  readonly stop: AbortSignal;
}

async function serving({ args, on, where, outer, say, config, stop }: Serving): Promise<Outcome> {
  const { paths, files } = outer;
  const context = serviceContext(outer, say, () => outbox.poke());
  const service: Service = { context, say, wait, config: config.current };
  const outbox = outboxPart(service);
  const sources = await openSources(service, { config, inputs: inputsOf(args, context) });
  let listening: Listening | undefined;
  try {
    const verification = verificationPart(service, args.verifyEvery * 1000);
    const portal = on.has("portal")
      ? portalPart(service, () => ({
          verified: verification.shown(),
          ...(on.has("sources") ? { sources: sources.part.inputs().map(shownSource) } : {}),
        }))
      : undefined;
    const parts: Part[] = [
      config,
      ...(sources.mirror === undefined ? [] : [sources.mirror]),
      ...(sources.worker === undefined || !on.has("worker") ? [] : [sources.worker]),
      ...(on.has("sources") ? [sources.part] : []),
      ...(on.has("clock") ? [clockPart(service, args.tickEvery * 1000)] : []),
      ...(on.has("outbox") ? [outbox] : []),
      ...(on.has("archive") ? [archivePart(service)] : []),
      ...(on.has("checkpoints") ? [checkpointsPart(service, args.checkpointEvery * 1000)] : []),
      ...(on.has("tiles") ? [tilesPart(service, args.tilesTo)] : []),
      ...(on.has("metrics") && args.verifyEvery > 0 ? [verification] : []),
      ...(portal === undefined ? [] : [portal]),
    ];
    const watchdog = watchdogPart(context.io.env, wait, () => supervisor.health());
    const edge = await buildEdge({
      context,
      say,
      on,
      where,
      sources: sources.part,
      verification,
      portal,
      health: () => supervisor.health(),
    });
    listening = await listen(edge, where.listen).catch((thrown: unknown) => {
      throw cliErrors.create(
        "SERVE_FAILED",
        { host: args.host, port: args.port, reason: messageOf(thrown) },
        { cause: thrown },
      );
    });
    const supervisor = supervise([...parts, ...(watchdog === undefined ? [] : [watchdog])], {
      signal: stop,
      monotonic: () => performance.now(),
      wait,
      failed: (part, thrown, again) =>
        say.warn(part, `${messageOf(thrown)}\nStarted again in ${Math.round(again / 1000)} s.`),
    });
    const file = serviceFilePath(paths.stateFolder);
    await writeServiceFile(files, file, {
      version: 1,
      pid: process.pid,
      url: listening.url,
      started_at: new Date(outer.io.clock()).toISOString(),
      without: switchable.filter((name) => !on.has(name)),
    });
    say.info("http", `serving ${listening.url}; stop with Ctrl-C`);
    await aborted(stop);
    const [stuck] = await Promise.all([supervisor.ended(endsWithinMs), listening.close(requestsEndWithinMs)]);
    await files.remove(file);
    const ok = stuck.length === 0;
    // What was acknowledged is safe; the next start goes on exactly.
    if (!ok) say.warn("service", `${stuck.join(", ")} did not end in time; end the process with SIGKILL`);
    return { json: { ok, stuck }, text: "stopped", exitCode: ok ? 0 : 1 };
  } finally {
    await listening?.close(0);
    await sources.close();
  }
}

const sourceState = { open: "following", ended: "waiting", failing: "failed" } as const;

/** A source as the portal shows it. */
const shownSource = ({ name, state, problem, lastSignal }: InputHealth) => ({
  name,
  last_at: lastSignal === null ? null : new Date(lastSignal).toISOString(),
  stale_after_s: null,
  state: sourceState[state],
  note: problem,
});

/** What the parts work with: they say things through `say`, and what they record wakes the outbox. */
function serviceContext(outer: Context, say: Say, recorded: () => void): Context {
  return { ...outer, notice: (text) => say.info("service", text), recorded };
}

const wait: Wait = (milliseconds, signal) =>
  sleep(milliseconds, undefined, { signal }).catch(() => {
    // Aborted: what waits looks for itself.
  });
