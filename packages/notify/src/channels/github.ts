import { join } from "node:path";
import { type ChannelOf, renderJson } from "@mvcrs/escalation/ledger";
import { z } from "zod";
import { parseStored } from "../delivery.ts";
import type { ChallengeFacts } from "../notice.ts";
import { readSecret } from "../secrets.ts";
import { type Attempt, delivered, resultOf, type SendResult } from "./channel.ts";
import { GithubApi, type Result } from "./github-api.ts";
import { commentBody, hasMarker, issueBody, issueTitle, marker } from "./issue-text.ts";

const memorySchema = z.strictObject({ repository: z.string(), number: z.int().positive() });

/**
 * One issue per challenge: opened by the first notice, commented by each later one, closed by the resolution.
 *
 * Which issue belongs to a challenge is remembered in a file, written after the POST. A crash between the two is why
 * the issue's body carries a marker: where the file is missing, the repository's issues are looked through for it
 * before a new one is opened. Comments carry one as well, looked for from the second attempt on. Listing is used, not
 * the search endpoint, whose index lags behind.
 */
export async function sendGithub(channel: ChannelOf<"github">, attempt: Attempt): Promise<SendResult> {
  const { challenge } = attempt.delivery.notice;
  if (challenge === null) return delivered;
  const token = await readSecret(attempt.secrets, { env: channel.token_env, file: channel.token_file });
  if ("problem" in token) return { kind: "unready", problem: token.problem };
  const api = new GithubApi({
    base: channel.url,
    repository: channel.repository,
    token: token.value,
    http: attempt.http,
  });
  const issue = await ensureIssue(api, channel.repository, challenge, attempt);
  if (issue.kind !== "ok") return issue;
  const { number, opened } = issue.value;
  if (!opened) {
    const commented = await comment(api, number, attempt);
    if (commented.kind !== "delivered") return commented;
  }
  return challenge.status === "resolved" ? close(api, number, challenge, attempt) : delivered;
}

const memoryPath = ({ memory }: Attempt, { id }: ChallengeFacts): string => join(memory, `${id}.json`);

async function ensureIssue(
  api: GithubApi,
  repository: string,
  challenge: ChallengeFacts,
  attempt: Attempt,
): Promise<Result<{ readonly number: number; readonly opened: boolean }>> {
  const { files, labels, delivery } = attempt;
  const path = memoryPath(attempt, challenge);
  const text = await files.read(path);
  const known = text === null ? null : parseStored(memorySchema, text, path);
  if (known !== null && known.repository === repository)
    return { kind: "ok", value: { number: known.number, opened: false } };

  const line = marker("challenge", challenge.id);
  const since = Math.min(Date.parse(challenge.raised_at), attempt.http.clock());
  const found = await api.findIssue((body) => hasMarker(body, line), labels, since);
  if (found.kind !== "ok") return found;
  let number = found.value;
  const opened = number === null;
  if (number === null) {
    const created = await api.createIssue({
      title: issueTitle(challenge),
      body: `${issueBody(challenge, delivery.notice)}\n${marker("delivery", delivery.id)}`,
      labels,
    });
    if (created.kind !== "ok") return created;
    number = created.value;
  }
  await files.write(path, renderJson({ repository, number }));
  return { kind: "ok", value: { number, opened } };
}

async function comment(api: GithubApi, number: number, { delivery }: Attempt): Promise<SendResult> {
  if (delivery.attempts > 1) {
    const line = marker("delivery", delivery.id);
    const there = await api.isMarked(number, (body) => hasMarker(body, line));
    if (there.kind !== "ok") return there;
    if (there.value) return delivered;
  }
  return resultOf(await api.addComment(number, commentBody(delivery.notice, delivery.id)));
}

async function close(
  api: GithubApi,
  number: number,
  challenge: ChallengeFacts,
  attempt: Attempt,
): Promise<SendResult> {
  const done = challenge.resolution === "remediated" || challenge.resolution === "cleared";
  const closed = await api.closeIssue(number, done ? "completed" : "not_planned");
  if (closed.kind !== "ok") return closed;
  await attempt.files.remove(memoryPath(attempt, challenge));
  return delivered;
}
