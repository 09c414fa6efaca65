import { verifyInclusion } from "@mvcrs/chain/verify";
import { checkJson, describeProblems } from "@mvcrs/files";
import { z } from "zod";
import type { Challenge } from "../ledger/challenge.ts";
import { noticeNote } from "../ledger/notice-note.ts";
import type { LoggedEvent } from "../ledger/read-ledger.ts";
import type { MvcrsState } from "../ledger/state.ts";
import type { Criterion } from "./fix-branch.ts";

/** The sections that a postmortem has, in this order (runbook, section 10). */
export const postmortemSections = [
  "Summary",
  "Timeline",
  "Root Cause",
  "Remediation",
  "Preventive Actions",
] as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const evidenceSchema = z.strictObject({
  tree_size: z.int().min(1),
  root_hash: hash,
  entries: z.array(z.strictObject({ seq: z.int().min(0), leaf_hash: hash, proof: z.array(hash) })),
});
export type PostmortemEvidence = z.infer<typeof evidenceSchema>;

export interface PostmortemInput {
  readonly title: string;
  readonly state: MvcrsState;
  /** The challenges that it is about. */
  readonly challenges: readonly Challenge[];
  readonly criteria: readonly Criterion[];
  /** The log's entries that tell the story, oldest first. */
  readonly timeline: readonly LoggedEvent[];
  readonly evidence: PostmortemEvidence | null;
}

const prompts: Readonly<Record<string, string>> = {
  "Root Cause":
    "What made it possible, and why it was not noticed before. Ask why until the answer is a decision.",
  Remediation: "What was done to end it, by whom, and how it was shown that it ended.",
  "Preventive Actions": "What will be different: each action with an owner and a date.",
};

/** A postmortem as Markdown: what the log knows is filled in, what only people know is asked for. */
export function renderPostmortem(input: PostmortemInput): string {
  const parts = [
    `# ${input.title}`,
    `## Summary\n\n${summary(input)}`,
    `## Timeline\n\nFrom the log; every entry is proven in the evidence below.\n\n${timeline(input.timeline)}`,
    ...["Root Cause", "Remediation", "Preventive Actions"].map(
      (section) => `## ${section}\n\n<!-- ${prompts[section] ?? ""} -->`,
    ),
  ];
  if (input.evidence !== null)
    parts.push(
      "## Evidence\n\nInclusion proofs (RFC 6962) of the entries above; `mvcrs postmortem check` verifies them.\n\n" +
        `\`\`\`json\n${JSON.stringify(input.evidence, null, 1)}\n\`\`\``,
    );
  return `${parts.join("\n\n")}\n`;
}

function summary({ challenges, criteria, state }: PostmortemInput): string {
  const lines = challenges.map(
    ({ id, level, metric, pattern, raised, observations, resolution, status }) =>
      `- ${level} challenge \`${id}\` on \`${cell(metric)}\` (${pattern}): ${cell(raised.reason)}; ` +
      `${observations} ${observations === 1 ? "observation" : "observations"} since ${raised.signal.observedAt}, ${resolution ?? status}.`,
  );
  if (lines.length === 0) lines.push("- No material or critical challenge is open.");
  lines.push(`- Trust lock: ${state.lock === null ? "off" : `on since ${state.lock.engagedAt}`}.`);
  for (const { text } of criteria) lines.push(`- Fix branch criterion: ${cell(text)}.`);
  return lines.join("\n");
}

function timeline(entries: readonly LoggedEvent[]): string {
  const rows = entries.map(
    ({ seq, event }) =>
      `| ${seq} | ${event.at} | ${cell(event.actor)} | ${event.type} | ${cell(noteOf(event))} |`,
  );
  return ["| entry | at | who | what | note |", "|---|---|---|---|---|", ...rows].join("\n");
}

function noteOf(event: LoggedEvent["event"]): string {
  switch (event.type) {
    case "challenge.raised":
      return `${event.level} on ${event.signal.metric}: ${event.reason}`;
    case "challenge.extended":
      return `${event.level}, ${event.observations} observations`;
    case "challenge.overdue":
      return `review was due at ${event.due_at}`;
    case "challenge.resolved":
      return `${event.resolution}: ${event.reason}`;
    case "fix_branch.opened":
      return event.branch;
    case "notice.ended":
      return noticeNote(event);
    default:
      return "reason" in event && typeof event.reason === "string" ? event.reason : "";
  }
}

// Text from signals and people goes into a table of a document that is rendered elsewhere: no markup, no new cells.
const cell = (text: string): string =>
  text.replace(/[\r\n]+/g, " ").replace(/[|<>`[\]\\]/g, (char) => `&#${char.charCodeAt(0)};`);

export interface PostmortemReport {
  readonly ok: boolean;
  /** Sections that are not there at all. */
  readonly missing: readonly string[];
  /** Sections that nobody has written yet. */
  readonly empty: readonly string[];
  /** What is wrong with the evidence; empty where it holds or where there is none. */
  readonly evidence: readonly string[];
}

/**
 * Says which sections are still missing or empty, and whether the proofs hold.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkPostmortem, postmortemSections } from "@mvcrs/escalation";
 *
 * const { ok, missing } = checkPostmortem("# Incident\n", () => undefined);
 * assert.equal(ok, false);
 * assert.deepEqual(missing, postmortemSections);
 * ```
 */
export function checkPostmortem(
  text: string,
  leafHashAt: (seq: number) => string | undefined,
): PostmortemReport {
  const bodies = new Map<string, string>();
  for (const part of text.split(/^## /m).slice(1)) {
    const [heading = "", ...rest] = part.split("\n");
    bodies.set(heading.trim().toLowerCase(), rest.join("\n"));
  }
  const bodyOf = (section: string) => bodies.get(section.toLowerCase());
  const missing = postmortemSections.filter((section) => bodyOf(section) === undefined);
  const empty = postmortemSections.filter((section) => {
    const body = bodyOf(section);
    return body !== undefined && body.replace(/<!--.*?-->/gs, "").trim() === "";
  });
  const evidence = checkEvidence(bodyOf("Evidence"), leafHashAt);
  return { ok: missing.length + empty.length + evidence.length === 0, missing, empty, evidence };
}

function checkEvidence(body: string | undefined, leafHashAt: (seq: number) => string | undefined): string[] {
  if (body === undefined) return [];
  const block = /```json\n(.*?)\n```/s.exec(body)?.[1];
  if (block === undefined) return ["the evidence block is gone"];
  const checked = checkJson(block, evidenceSchema);
  if (!checked.ok) return [`the evidence cannot be read: ${describeProblems(checked.problems)}`];
  const { tree_size: size, root_hash: root, entries } = checked.value;
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
  return entries.flatMap(({ seq, leaf_hash: leaf, proof }) => {
    if (leafHashAt(seq) !== leaf) return [`entry ${seq} of the log is not the one that was proven`];
    try {
      verifyInclusion({
        leafHash: bytes(leaf),
        index: BigInt(seq),
        treeSize: BigInt(size),
        proof: proof.map(bytes),
        rootHash: bytes(root),
      });
      return [];
    } catch {
      return [`the proof of entry ${seq} does not hold`];
    }
  });
}

/** A log that does not verify proves nothing: the postmortem says what was found, and people do the rest. */
export function brokenLogPostmortem(title: string, criteria: readonly Criterion[]): string {
  const found = criteria.map(({ code, text }) => `- ${code}: ${text}`).join("\n");
  const empty = ["Root Cause", "Remediation", "Preventive Actions"]
    .map((section) => `## ${section}\n`)
    .join("\n");
  return `# ${title}\n\n## Summary\n\nThe log does not verify.\n\n${found}\n\n## Timeline\n\n${empty}`;
}
