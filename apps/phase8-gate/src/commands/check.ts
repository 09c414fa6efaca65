import { posix, resolve } from "node:path";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { messageOf } from "@mvcrs/errors";
import { appendText, nodeTextFiles } from "@mvcrs/files";
import { isColourful } from "@mvcrs/terminal";
import {
  evaluateReadiness,
  formatBaseline,
  layout,
  parseBaseline,
  type ReadinessReport,
  type ReadinessSource,
  rules,
} from "@phase8/readiness";
import type { JunitRun } from "@phase8/readiness/formats";
import type { Args } from "../args.ts";
import { helpUriOf } from "../help-uri.ts";
import { columnsOf, type Io } from "../io.ts";
import { assertLogRoot, recordVerdict } from "../record-verdict.ts";
import { openSource, readBytes, readConfig } from "../source.ts";
import { version } from "../version.ts";

export async function check(args: Args, io: Io): Promise<0 | 1> {
  try {
    return await judge(args, io);
  } catch (thrown) {
    if (args.output !== undefined) await removeReport(resolve(io.cwd, args.output), io);
    throw thrown;
  }
}

/** The report of an earlier run must not stand for one that came to no verdict. */
async function removeReport(path: string, io: Io): Promise<void> {
  try {
    await nodeTextFiles.remove(path);
  } catch (thrown) {
    io.stderr(`note: ${path} is no report of this run: ${messageOf(thrown)}\n`);
  }
}

async function judge(args: Args, io: Io): Promise<0 | 1> {
  if (args.log !== undefined) await assertLogRoot(args.log, io);
  const source = await openSource(args, io);
  const config = await readConfig(args, io, source);
  const startedAt = io.clock();
  const path = args.baseline;
  const known = path === undefined ? undefined : await readBytes(resolve(io.cwd, path));
  const report = await evaluateReadiness(source, {
    config,
    now: io.clock(),
    ...(known === undefined || path === undefined
      ? {}
      : { baseline: parseBaseline(new TextDecoder().decode(known), path) }),
  });

  const run = { startedAt, tookMs: io.clock() - startedAt, hostname: io.hostname ?? "localhost" };
  // First of all: a verdict that the log did not take is told nobody.
  if (args.log !== undefined) await recordVerdict(args.log, report, io);
  const text = `${await render(report, args, io, run)}\n`;
  if (args.output === undefined) io.stdout(text);
  else await nodeTextFiles.write(resolve(io.cwd, args.output), text);
  const summary = args.summary ?? (args.format === "github" ? io.env["GITHUB_STEP_SUMMARY"] : undefined);
  if (summary !== undefined && summary !== "")
    await appendText(
      resolve(io.cwd, summary),
      await render(report, { ...args, format: "markdown" }, io, run),
    );
  if (args.verdict && args.rev === undefined && args.zip === undefined)
    await leaveVerdict(report, source, args, io);
  if (args.writeBaseline !== undefined) {
    await nodeTextFiles.write(resolve(io.cwd, args.writeBaseline), formatBaseline(report));
    io.stderr(
      `note: ${report.counts.errors + report.counts.warnings} findings are now in ${args.writeBaseline}\n`,
    );
    return 0;
  }
  return report.ok && !(args.failOn === "warning" && report.counts.warnings > 0) ? 0 : 1;
}

/** For the control room. A tree that cannot be written to can be judged all the same. */
async function leaveVerdict(
  report: ReadinessReport,
  source: ReadinessSource,
  args: Args,
  io: Io,
): Promise<void> {
  try {
    const manifest = await source.read(posix.join(report.folder, layout.manifest));
    const verdict = {
      at: new Date(io.clock()).toISOString(),
      // Which manifest it is about: the control room shows no verdict of another one.
      ...(manifest === undefined ? {} : { manifestSha256: sha256Hex(manifest) }),
      ...report,
    };
    const path = resolve(io.cwd, args.root, report.folder, "verdict", "last.json");
    await nodeTextFiles.write(path, `${JSON.stringify(verdict, null, 2)}\n`);
  } catch (thrown) {
    io.stderr(`note: the control room will not show this verdict: ${messageOf(thrown)}\n`);
  }
}

async function render(report: ReadinessReport, args: Args, io: Io, run: JunitRun): Promise<string> {
  const { format, output } = args;
  if (format === "json") return JSON.stringify(report);
  const formats = await import("@phase8/readiness/formats");
  const columns = output === undefined ? columnsOf(io) : undefined;
  const colour = output === undefined && isColourful(io.env, io.paintable === true);
  switch (format) {
    case "pretty":
      return formats.formatPretty(report, { colour, ...(columns === undefined ? {} : { columns }) });
    case "gitlab":
      return formats.formatGitlab(report);
    case "github":
      return formats.formatGithub(report);
    case "junit":
      return formats.formatJunit(report, run);
    case "markdown":
      return formats.formatMarkdown(report);
    case "sarif":
      return formats.formatSarif(report, rules, { version: version(), helpUri: helpUriOf(args.docs) });
  }
}
