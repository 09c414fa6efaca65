import type { ChallengeFacts, Notice } from "../notice.ts";
import { clip } from "./channel.ts";

/** A line of its own by which an issue is known to be the one of a challenge, and a comment that of a delivery. */
export const marker = (what: "challenge" | "delivery", id: string): string => `<!-- mvcrs:${what}=${id} -->`;

export const hasMarker = (body: string | null, line: string): boolean =>
  (body ?? "").split(/\r?\n/).some((candidate) => candidate.trim() === line);

/**
 * Text from outside as inline code: there it mentions nobody, links nowhere and ends no comment (CommonMark 6.1: the
 * fence is longer than any run of backticks inside).
 */
function code(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim() || "-";
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${plain} ${fence}`;
}

/** A block of such text (CommonMark 4.5). */
function block(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

export const issueTitle = ({ pattern, metric, id }: ChallengeFacts): string =>
  clip(`MV-CRS: ${pattern} on ${metric.replace(/\s+/g, " ")} (${id.slice(0, 8)})`, 240);

/** The body of a challenge's issue. */
export function issueBody(challenge: ChallengeFacts, notice: Notice): string {
  const { id, metric, source, pattern, level, value, unit, deviation, observations } = challenge;
  const rows: [string, string][] = [
    ["challenge", id],
    ["level", level],
    ["metric", metric],
    ["reported by", source],
    ["value", `${value}${unit === null ? "" : ` ${unit}`} at ${challenge.observed_at}`],
    ["pattern", pattern],
    ["deviation", `${Number(deviation.toPrecision(6))} in ${observations} observation(s)`],
    ["raised", `${challenge.raised_at}, told of in log entry ${notice.seq}`],
  ];
  return [
    ...rows.map(([name, text]) => `- ${name}: ${code(clip(text, 500))}`),
    "",
    block(clip(notice.text, 4000)),
    "",
    `Look: \`mvcrs challenges show ${id.slice(0, 8)}\``,
    "",
    marker("challenge", id),
  ].join("\n");
}

/** The comment that tells of a change. */
export function commentBody(notice: Notice, deliveryId: string): string {
  return [
    `${code(clip(notice.title, 500))}, log entry ${notice.seq}, ${notice.at}`,
    "",
    block(clip(notice.text, 4000)),
    "",
    marker("delivery", deliveryId),
  ].join("\n");
}
