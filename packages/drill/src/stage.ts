import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCanonical } from "@mvcrs/canonical";
import { z } from "zod";
import { drillErrors } from "./errors.ts";
import type { Rounds } from "./rounds.ts";
import type { DrillService } from "./service.ts";
import type { Mark, Moment } from "./timeline.ts";
import type { View } from "./view.ts";
import type { World } from "./world.ts";

/** Runs one `mvcrs` command line; the command line's own program is passed in, so that nothing depends upwards. */
export type Mvcrs = (
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;

/** An entry of the MV-CRS log, as far as scenarios look at it. */
const entrySchema = z.object({
  seq: z.int(),
  event: z.looseObject({
    type: z.string(),
    id: z.string(),
    level: z.string().optional(),
    pattern: z.string().optional(),
    reason: z.string().optional(),
    signal: z.looseObject({ metric: z.string(), source: z.string(), value: z.number() }).optional(),
  }),
});
export type LogEntry = z.infer<typeof entrySchema>;

export interface StageOptions {
  readonly world: World;
  readonly rounds: Rounds;
  readonly root: string;
  readonly mvcrs: Mvcrs;
  readonly service: DrillService;
  readonly view: View;
  readonly wallClock: () => number;
}

export interface CommandOptions {
  /** Default 0. */
  readonly expect?: number;
  /** The section of the emergency runbook that it is from. */
  readonly runbook?: string;
  /** Default: the owner's key. */
  readonly env?: Readonly<Record<string, string>>;
  /** Not worth a line of the timeline. */
  readonly quiet?: boolean;
}

/** Three observations engage the lock; who needs more is not seen. */
const mostLooks = 4;

/** Where scenarios play: they act on the world, type commands, look at the log, and say what happened. */
export class Stage {
  readonly world: World;
  readonly rounds: Rounds;
  readonly root: string;
  readonly moments: Moment[] = [];
  scenario = "calm";
  readonly #options: StageOptions;
  readonly #began: number;
  #token = "";

  constructor(options: StageOptions) {
    this.#options = options;
    this.world = options.world;
    this.rounds = options.rounds;
    this.root = options.root;
    this.#began = options.wallClock();
  }

  /** What an operator does once: a key for the log's checkpoints, a token for who sends signals. */
  async prepare(): Promise<void> {
    await this.command(["chain", "keygen"], { quiet: true });
    const create = ["tokens", "create", "--actor", "collector", "--may", "signals", "--json"];
    const made = JSON.parse(await this.command(create, { quiet: true }));
    this.#token = z.object({ token: z.string() }).parse(made).token;
  }

  /** Puts something into the timeline. */
  mark(mark: Mark, text: string, more: { entries?: readonly number[]; runbook?: string } = {}): void {
    const at = new Date(this.world.now()).toISOString();
    const wallMs = this.#options.wallClock() - this.#began;
    this.moments.push({ scenario: this.scenario, mark, at, text, ...more, wallMs });
    this.#options.view.end(mark, text);
  }

  /** Says what is going on while it takes a moment. */
  busy(text: string): void {
    this.#options.view.begin(text);
  }

  /** Types a command. @throws DRILL_COMMAND where it ends with another code than it should */
  async command(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
    const { expect = 0, runbook, env = {}, quiet = false } = options;
    const { world, root } = this;
    const shown = this.#shown(argv);
    if (!quiet) this.busy(`mvcrs ${shown}`);
    await world.tick();
    const { mvcrs, service } = this.#options;
    const { exitCode, stdout, stderr } = await mvcrs(
      [...argv, "--root", root, "--now", new Date(world.now()).toISOString()],
      {
        ETH_RPC_URL: world.chain.url,
        OWNER_PRIVATE_KEY: world.cast.owner.privateKey,
        MVCRS_ACTOR: "on-call",
        DRILL_WEBHOOK_SECRET: world.webhook.secret,
        MVCRS_TOKEN: this.#token,
        ...env,
      },
    );
    await world.tick();
    await service.settled();
    if (exitCode !== expect)
      throw drillErrors.create("DRILL_COMMAND", {
        command: shown,
        exitCode,
        expected: expect,
        said: `${stdout}\n${stderr}`.trim().slice(0, 2000),
      });
    if (!quiet) {
      const text = exitCode === 0 ? `mvcrs ${shown}` : `mvcrs ${shown}  → exit ${exitCode}, as it should`;
      this.mark("command", text, runbook === undefined ? {} : { runbook });
    }
    return stdout;
  }

  /** One round, five minutes after the last one, and a look at the deployment. */
  async round(): Promise<void> {
    await this.world.pass(300);
    await this.rounds.run();
    await this.look();
  }

  /** Corrects the scoreboard by what the chain says, where a person has slashed by hand or a thief has. */
  async reconcile(): Promise<void> {
    await this.command(["scoreboard", "reconcile"], { expect: 1, runbook: "4" });
    await this.command(["scoreboard", "reconcile", "--apply"], { runbook: "4" });
  }

  /** Another round after everything is closed raises nothing above soft. @throws DRILL_NOT_SEEN */
  async quiet(): Promise<void> {
    const from = this.entries().length;
    await this.round();
    const loud = this.entries().find(
      ({ seq, event }) => seq >= from && event.type === "challenge.raised" && event.level !== "soft",
    );
    if (loud !== undefined)
      throw drillErrors.create("DRILL_NOT_SEEN", {
        what: `quiet after ${this.scenario}: ${loud.event.reason}`,
      });
  }

  /** Reads the live deployment from both endpoints and sends the signals to the service, which has judged them then. */
  async look(): Promise<void> {
    const { at, chain, relay } = this.world;
    await this.command(
      [
        ...["send", "--wait", "30"],
        ...["--arena", at.arena, "--stake-manager", at.stakeManager, "--system-pause", at.systemPause],
        ...["--rpc-url", chain.url, "--rpc-url", relay.url, "--json"],
      ],
      { quiet: true },
    );
  }

  /**
   * Looks, a minute apart, until the trust lock is on: one critical observation alone never locks.
   *
   * @throws DRILL_NOT_SEEN
   */
  async lookUntilLocked(
    from: number,
    metric: string,
  ): Promise<{ readonly seen: LogEntry; readonly lock: LogEntry }> {
    const isLock = ({ type }: LogEntry["event"]) => type === "trust_lock.engaged";
    for (let looks = 1; looks <= mostLooks; looks += 1) {
      await this.look();
      if (this.entries().some(({ seq, event }) => seq >= from && isLock(event))) break;
      await this.world.pass(60);
    }
    return {
      seen: this.challenge(from, metric, ["material", "critical"]),
      lock: this.find(from, "the trust lock", isLock),
    };
  }

  /** The contracts as options of an owner command. */
  contracts(...which: readonly ("arena" | "stakeManager" | "systemPause")[]): string[] {
    const names = { arena: "--arena", stakeManager: "--stake-manager", systemPause: "--system-pause" };
    return which.flatMap((name) => [names[name], this.world.at[name]]);
  }

  /** Pauses everything, after a look at the plan. */
  async pauseAll(): Promise<void> {
    const pause = ["owner", "pause", ...this.contracts("arena", "stakeManager", "systemPause")];
    await this.command([...pause, "--dry-run"], { runbook: "1" });
    await this.command([...pause, "--yes", "--accept-warnings"], { runbook: "1" });
  }

  /** Lets everything run again. */
  async unpauseAll(): Promise<void> {
    const unpause = ["owner", "unpause", ...this.contracts("arena", "stakeManager", "systemPause")];
    await this.command([...unpause, "--yes", "--accept-warnings"], { runbook: "5" });
  }

  /** All entries of the log. */
  entries(): LogEntry[] {
    const text = readFileSync(join(this.root, "state", "challenge_events.jsonl"), "utf8");
    return text
      .trim()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => entrySchema.parse(parseCanonical(line)));
  }

  /** The first entry from `from` on that is what is looked for. @throws DRILL_NOT_SEEN */
  find(from: number, what: string, wanted: (event: LogEntry["event"]) => boolean): LogEntry {
    const found = this.entries().find(({ seq, event }) => seq >= from && wanted(event));
    if (found === undefined) throw drillErrors.create("DRILL_NOT_SEEN", { what });
    return found;
  }

  /** A challenge raised since `from` on a metric, by name or start. @throws DRILL_NOT_SEEN */
  challenge(from: number, metric: string, levels: readonly string[]): LogEntry {
    return this.find(
      from,
      `a ${levels.join(" or ")} challenge on ${metric}`,
      ({ type, level, signal }) =>
        type === "challenge.raised" &&
        levels.includes(level ?? "") &&
        (signal?.metric.startsWith(metric) ?? false),
    );
  }

  /** A challenge in one line. */
  seen({ event: { signal, reason } }: LogEntry): string {
    return `MV-CRS on ${signal?.metric ?? "?"}: ${reason ?? ""}`;
  }

  /** Closes every challenge that is open. */
  async closeAll(reason: string): Promise<void> {
    const listed = z
      .object({ challenges: z.array(z.looseObject({ id: z.string() })) })
      .parse(
        JSON.parse(await this.command(["challenges", "list", "--limit", "0", "--json"], { quiet: true })),
      );
    for (const { id } of listed.challenges)
      await this.command(["challenges", "resolve", id, "--resolution", "remediated", "--reason", reason], {
        quiet: true,
      });
    this.mark("command", `mvcrs challenges resolve … (${listed.challenges.length} of them): ${reason}`);
  }

  /** Two of the three members of the committee approve, and the trust lock is released. */
  async releaseLock(reason: string): Promise<void> {
    for (const member of this.world.cast.committee.slice(0, 2))
      await this.command(["trust-lock", "approve", "--key-env", "MEMBER_KEY"], {
        env: { MEMBER_KEY: member.privateKey },
      });
    await this.command(["trust-lock", "release", "--reason", reason]);
  }

  /** Whether a trust lock is on, as whatever acts on its own asks before it acts. */
  async isLocked(): Promise<boolean> {
    const status = JSON.parse(await this.command(["trust-lock", "status", "--json"], { quiet: true }));
    return z.object({ locked: z.boolean() }).parse(status).locked;
  }

  #shown(argv: readonly string[]): string {
    const { at, chain, relay, cast } = this.world;
    const names = new Map([
      [at.arena, "$ARENA"],
      [at.stakeManager, "$STAKE_MANAGER"],
      [at.systemPause, "$SYSTEM_PAUSE"],
      [chain.url, "$RPC_A"],
      [relay.url, "$RPC_B"],
      [cast.orchestrator.address, "$OLD_OPERATOR"],
      [cast.successor.address, "$NEW_OPERATOR"],
      [cast.treasury, "$RECIPIENT"],
    ]);
    return argv
      .filter((word) => word !== "--yes" && word !== "--accept-warnings")
      .map((word) => names.get(word) ?? word.replace(this.root, "."))
      .map((word) => (/^[\w$.,:=/-]+$/.test(word) ? word : `"${word}"`))
      .join(" ");
  }
}
