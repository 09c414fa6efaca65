import { isCodedError } from "@mvcrs/errors";
import { assertLogIsHere, inspectRoot, loadConfig } from "@mvcrs/escalation";
import { channelSecretProblem, listOutbox } from "@mvcrs/notify";
import type { Context } from "../../command.ts";
import { deliverOptions } from "../../deliver-options.ts";
import { otherConfig } from "../../other-config.ts";
import { lookAt } from "../../session.ts";
import { plural } from "../../ui/numbers.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** Is the folder a root, and who said so? */
export async function rootFinding(context: Context): Promise<Finding> {
  const { paths, rootIsNamed } = context;
  const by = rootIsNamed ? "named by --root or MVCRS_ROOT" : "found from the current folder up";
  const { mark, contradictions } = await inspectRoot(context);
  const [first] = contradictions;
  if (first !== undefined)
    return problem(
      "root",
      `${first.path} ${first.problem}`,
      "`mvcrs chain verify` says all; the runbook says what to do.",
    );
  return mark === null
    ? warning("root", `${paths.root} has no mark`, "`mvcrs init` marks it, so that a lost log is noticed.")
    : ok("root", `${paths.root}, ${by}`);
}

export async function configFinding({ files, paths, store }: Context): Promise<Finding> {
  const config = await loadConfig(files, paths.config);
  if (config === null)
    return warning("configuration", "there is none; the defaults hold", "`mvcrs init` writes them out.");
  const differs = store === undefined ? null : await otherConfig({ paths }, config);
  if (differs !== null)
    return problem(
      "configuration",
      differs,
      "What this host judges is judged by other rules; docs/workers.md.",
    );
  const metrics = Object.keys(config.metrics).length;
  return metrics > 0
    ? ok("configuration", `valid; ${plural(metrics, "metric")} declared`)
    : warning(
        "configuration",
        "valid; no metric is declared, so policy abstains",
        "docs/configuration.md says how to declare what you expect.",
      );
}

/** How far the machine's clock may lag behind the newest entry: writers on other machines are never in step. */
const mostBehindMs = 60_000;

/** Can the log be opened and folded, and is the machine's clock behind it? Every entry is checked by `mvcrs chain verify`. */
export async function logFindings(outer: Context): Promise<readonly Finding[]> {
  const context = { ...outer, notice: () => undefined };
  const { count, lastAt } = await lookAt(context, ({ state, position }) => ({
    count: position.count,
    lastAt: state.lastAt,
  }));
  const log = ok("log", `${plural(count, "entry", "entries")}; \`mvcrs chain verify\` checks each`);
  const behind = lastAt === null ? 0 : Date.parse(lastAt) - context.clock();
  const clock =
    behind > mostBehindMs
      ? problem(
          "clock",
          `the newest entry is of ${lastAt}, which this machine takes for the future`,
          "Set the clock; reviews would be overdue too late, and locks dated wrongly.",
        )
      : ok("clock", new Date(context.clock()).toISOString());
  return [log, clock];
}

/** Does the database answer that keeps the log, and is it the one that this root is a copy of? */
export async function storeFinding({ store, refresh, files, paths }: Context): Promise<readonly Finding[]> {
  if (store === undefined) {
    await assertLogIsHere(files, paths);
    return [];
  }
  await refresh?.();
  const aside = await store.aside.count();
  return [
    ok("database", `${store.name} answers; the log here is a copy of its log`),
    ...(aside === 0
      ? []
      : [
          problem(
            "signals",
            `${plural(aside, "signal")} taken and not judged, since judging failed`,
            "`mvcrs aside list` shows them, `mvcrs aside retry --all` has them judged.",
          ),
        ]),
  ];
}

/** Has each channel its secret, and does anything lie undelivered? Nobody is written to. */
export async function channelFindings(context: Context): Promise<readonly Finding[]> {
  const config = await loadConfig(context.files, context.paths.config);
  const channels = Object.entries(config?.notifications.channels ?? {});
  if (config === null || channels.length === 0)
    return [warning("channels", "nobody is notified", "docs/notifications.md says how to tell reviewers.")];
  const { secrets } = deliverOptions(context, config, 0);
  const findings: Finding[] = [];
  for (const [name, channel] of channels) {
    const why = await channelSecretProblem(channel, secrets);
    findings.push(
      why === null
        ? ok(`channel ${name}`, `${channel.kind}; its secret is there`)
        : problem(`channel ${name}`, why, "Without it no notice is sent there; docs/notifications.md."),
    );
  }
  const dead = (await listOutbox(context)).filter(({ status }) => status === "dead").length;
  if (dead > 0)
    findings.push(
      warning("outbox", `${plural(dead, "notice")} given up`, "`mvcrs outbox list --dead` shows them."),
    );
  return findings;
}

/** What `look` finds, or the coded error that kept it from finding anything. */
export async function findingsOf(
  name: string,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return [problem(name, thrown.summary, thrown.hint)];
  }
}
