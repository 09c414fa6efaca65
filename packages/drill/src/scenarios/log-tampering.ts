import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { drillErrors } from "../errors.ts";
import type { Scenario } from "./scenario.ts";

export const logTampering: Scenario = {
  name: "log-tampering",
  title: "A line of the log is tampered with",
  story:
    "Somebody with access to the machine rewrites an entry, so that it says something harmless. Each entry commits to all before it, and a signed checkpoint lies elsewhere: the exact line is named, and the copy that the checkpoint fits is put back.",
  async play(stage) {
    const log = join(stage.root, "state", "challenge_events.jsonl");
    // Played alone, it finds an empty log: what the operator does first stands in it then.
    if (stage.entries().length < 2) {
      await stage.pauseAll();
      await stage.unpauseAll();
    }
    await stage.command(["chain", "checkpoint"]);
    const copy = join(stage.root, "report", "log-copy.jsonl");
    copyFileSync(log, copy);
    const checkpoint = join(stage.root, "report", "checkpoint.txt");
    const signed = z
      .object({ checkpoint: z.string() })
      .parse(JSON.parse(await stage.command(["chain", "checkpoint", "--json"], { quiet: true })));
    writeFileSync(checkpoint, signed.checkpoint);

    const lines = readFileSync(log, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes('"actor":"'));
    const line = lines[at] ?? "";
    lines[at] = line.replace(/"actor":"[^"]*"/, '"actor":"nobody"');
    if (lines[at] === line) throw drillErrors.create("DRILL_NOT_SEEN", { what: "a line to tamper with" });
    writeFileSync(log, lines.join("\n"));
    stage.mark("incident", `entry ${at} of the log is rewritten: another person is said to have done it`);

    const verified = JSON.parse(await stage.command(["chain", "verify", "--json"], { expect: 1 }));
    const { findings } = z
      .object({
        findings: z.array(z.looseObject({ seq: z.int(), code: z.string(), message: z.string() })).min(1),
      })
      .parse(verified);
    const [first] = findings;
    // The next entry's `prev` no longer fits: the altered one is at or right before the first finding.
    if (first === undefined || first.seq < at || first.seq > at + 1)
      throw drillErrors.create("DRILL_NOT_SEEN", { what: `the altered entry ${at}` });
    stage.mark(
      "detected",
      `chain verify: ${first.code} at entry ${first.seq}: it does not continue what stands before it`,
    );
    copyFileSync(log, join(stage.root, "report", "log-tampered.jsonl"));
    stage.mark("contained", "the altered file is kept as evidence; nothing is appended to it");
    copyFileSync(copy, log);
    await stage.command(["chain", "verify", "--checkpoint", checkpoint]);
    stage.mark("recovered", "the copy is back, and fits the checkpoint that was signed before", {
      entries: [at],
    });
  },
};
