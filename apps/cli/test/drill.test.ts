import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mvcrs } from "./support/cli.ts";

const reportSchema = z.looseObject({
  incidents: z.array(
    z.object({ scenario: z.string(), detectSeconds: z.number(), containSeconds: z.number() }),
  ),
  timeline: z.array(
    z.looseObject({ scenario: z.string(), mark: z.string(), text: z.string(), at: z.string() }),
  ),
  evidence: z.array(z.object({ seq: z.int(), scenario: z.string(), type: z.string(), proof: z.string() })),
  alerts: z.object({ webhook: z.array(z.object({ title: z.string() })), signaturesVerified: z.boolean() }),
});

interface Entry {
  readonly seq: number;
  readonly event: {
    readonly type: string;
    readonly id: string;
    readonly challenge_id?: string;
    readonly level?: string;
    readonly signal?: { readonly metric: string; readonly source: string };
    readonly verdicts?: { readonly secondary: { readonly outvoted?: readonly string[] } };
    readonly lock_set_aside?: string;
  };
}

describe("mvcrs drill", () => {
  it("rehearses every incident; each is detected by evidence in the log, with a proof that verifies", async () => {
    const root = join(tempRoot(), "drill");
    const ran = await mvcrs(root, ["drill", "--seed", "7", "--out", root, "--json"]);
    expect(ran, ran.stderr).toMatchObject({ exitCode: 0 });
    const report = reportSchema.parse(ran.json());
    const log = readFileSync(join(root, "state/challenge_events.jsonl"), "utf8");
    const entries: Entry[] = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    // A challenge has the level that it rose to.
    const levels = new Map<string, string>();
    for (const { event } of entries) {
      if (event.type === "challenge.raised") levels.set(event.id, event.level ?? "");
      if (event.type === "challenge.extended") levels.set(event.challenge_id ?? "", event.level ?? "");
    }
    const raised = (metric: string, ...wanted: string[]) =>
      entries.some(
        ({ event }) =>
          event.type === "challenge.raised" &&
          event.signal?.metric.startsWith(metric) === true &&
          wanted.includes(levels.get(event.id) ?? ""),
      );

    // By incident, what the log has to show.
    expect(raised("arena.recentSlashes", "material", "critical")).toBe(true);
    expect(raised("arena.validatorStake", "critical")).toBe(true);
    expect(raised("live.contradictions.", "material", "critical")).toBe(true);
    expect(raised("arena.recentSlashes", "critical")).toBe(true);
    expect(raised("owner.uncovered.", "material")).toBe(true);
    const of = (type: string) => entries.filter(({ event }) => event.type === type);
    expect(of("trust_lock.engaged")).toHaveLength(2);
    expect(of("trust_lock.released")).toHaveLength(2);
    expect(of("owner_op.executed").length).toBe(of("owner_op.intended").length);
    expect(of("drill.completed")).toHaveLength(1);
    // Nobody but a person who said why acted under the lock.
    expect(of("owner_op.intended").filter(({ event }) => event.lock_set_aside !== undefined)).toHaveLength(4);

    expect(report.incidents.map(({ scenario }) => scenario)).toEqual([
      "validator-misconduct",
      "parameter-change",
      "lying-node",
      "stolen-key",
      "log-tampering",
    ]);
    expect(report.alerts.signaturesVerified).toBe(true);
    expect(report.alerts.webhook.length).toBeGreaterThan(5);
    for (const { proof } of report.evidence) {
      const checked = await mvcrs(root, ["chain", "verify-proof", join(root, proof), "--root", root]);
      expect(checked, checked.stderr).toMatchObject({ exitCode: 0 });
    }
    const verified = await mvcrs(root, ["chain", "verify", "--root", root]);
    expect(verified.exitCode).toBe(0);
    const page = readFileSync(join(root, "report/incident-report.md"), "utf8");
    for (const heading of ["Time to detect", "Timeline", "Evidence", "Alerts", "Runbook steps covered"])
      expect(page).toContain(`## ${heading}`);
    expect(existsSync(join(root, "report/log-tampered.jsonl"))).toBe(true);
    // A service took the signals, told the webhook and is gone.
    expect(readdirSync(join(root, "state/inbox")).length).toBeGreaterThan(0);
    expect(ran.stderr).toMatch(/its portal: http:\/\/127\.0\.0\.1:\d+\//);
    expect((await mvcrs(root, ["status", "--root", root, "--json"])).json()).toMatchObject({
      outbox: { waiting: 0, dead: 0 },
      service: { running: false },
    });
    // The same seed gives the same rehearsal, to the second of the chain's clock.
    const told = report.timeline
      .filter(({ scenario }) => scenario !== "afterwards")
      .map(({ at, scenario, mark, text }) => `${at} ${scenario} ${mark}: ${text}\n`);
    await expect(told.join("")).toMatchFileSnapshot("./drill-seed-7.txt");
  });

  it("refuses a scenario that it does not know before anything starts", async () => {
    const root = tempRoot();
    const unknown = await mvcrs(root, ["drill", "--scenario", "fire", "--out", join(root, "x")]);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain("stolen-key");
    expect(existsSync(join(root, "x"))).toBe(false);
  });

  it("plays one alone, also the one that needs a log to tamper with, and leaves its portal open on request", async () => {
    const root = join(tempRoot(), "drill");
    const argv = ["drill", "--scenario", "log-tampering", "--out", root, "--keep", "--json"];
    const stop = new AbortController();
    let shown = "";
    let page: Promise<string> | undefined;
    const ran = await mvcrs(root, argv, {
      stopSignal: () => stop.signal,
      stderr(text) {
        shown += text;
        const [, url] = /^portal: (\S+) \(open until Ctrl-C\)$/m.exec(shown) ?? [];
        if (url === undefined || page !== undefined) return;
        page = fetch(url)
          .then((answer) => answer.text())
          .finally(() => stop.abort());
      },
    });
    expect(ran, shown).toMatchObject({ exitCode: 0 });
    // The report is shown before, and all is stopped after.
    expect(shown).toContain("1 incident, every one detected");
    expect(await page).toContain("<html");
    expect(existsSync(join(root, "state/service.json"))).toBe(false);
    const { incidents, evidence } = reportSchema.parse(ran.json());
    expect(incidents.map(({ scenario }) => scenario)).toEqual(["log-tampering"]);
    expect(evidence).toHaveLength(1);
  });
});
