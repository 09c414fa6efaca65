import { count, plural } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";
import type { RootStatus } from "./root-status.ts";
import type { ServiceStatus } from "./service-status.ts";

const width = 80;
const shownSources = 4;

/** One screen: a line for each thing, none longer than a terminal of 80 columns. */
export function renderStatus(root: RootStatus, service: ServiceStatus, now: number): string {
  const { open, overdue, log, outbox } = root;
  const lines: [string, string][] = [
    ["root", root.root],
    ...root.contradictions.map((problem): [string, string] => ["WARNING", problem]),
    ["trust lock", lockLine(root.lock)],
    ["open", `${open.critical} critical, ${open.material} material, ${open.soft} soft`],
    ["overdue", overdue > 0 ? `${count(overdue)}: mvcrs challenges list --overdue` : due(root.next_due, now)],
    [
      "log",
      `${plural(log.count, "entry", "entries")}, head ${log.chain_hash.slice(0, 16)}, ${ago(log.last_at, now)}`,
    ],
    ["verified", verifiedLine(service, now)],
    [
      "checkpoint",
      root.checkpoint === null
        ? "none: mvcrs chain checkpoint"
        : `of ${plural(root.checkpoint.size, "entry", "entries")}`,
    ],
    ["outbox", `${count(outbox.waiting)} waiting, ${count(outbox.dead)} given up`],
    ...sourceLines(root, service, now),
    ...serviceLines(service, now),
  ];
  return lines.map(([name, text]) => fitted(`${name.padEnd(11)}${printable(text)}`)).join("\n");
}

const fitted = (line: string): string => (line.length > width ? `${line.slice(0, width - 1)}…` : line);

function lockLine(status: RootStatus["lock"]): string {
  if (!status.known) return `NOT KNOWN: ${status.problem}`;
  const { lock } = status;
  return lock === null ? "off" : `ON since ${lock.engagedAt} by ${lock.actor}: ${lock.reason}`;
}

const due = (next: string | null, now: number): string =>
  next === null ? "none" : `none; the next review is due in ${span(Date.parse(next) - now)}`;

function verifiedLine(service: ServiceStatus, now: number): string {
  const part = service.running
    ? service.readiness?.parts.find(({ name }) => name === "verification")
    : undefined;
  const at = part?.["last_verification"];
  if (typeof at !== "string") return "not known: mvcrs chain verify";
  return `${part?.["holds"] === true ? "holds" : "DOES NOT HOLD: mvcrs chain verify"}, ${ago(at, now)}`;
}

function sourceLines({ sources }: RootStatus, service: ServiceStatus, now: number): [string, string][] {
  const followed = service.running ? (service.readiness?.inputs ?? []) : [];
  const lines =
    followed.length > 0
      ? followed.map(({ name, state, problem, last_signal }) =>
          state === "failing"
            ? `${name}: FAILING: ${problem}`
            : `${name}: ${state}, last signal ${ago(last_signal, now)}`,
        )
      : sources.map(({ source, newest }) => `${source}: newest observation ${ago(newest, now)}`);
  if (lines.length === 0) return [["sources", "none was judged yet"]];
  const more = lines.length - shownSources;
  return [...lines.slice(0, shownSources), ...(more > 0 ? [`… and ${count(more)} more (--json)`] : [])].map(
    (text, index) => [index === 0 ? "sources" : "", text],
  );
}

function serviceLines(service: ServiceStatus, now: number): [string, string][] {
  if (!service.running) return [["service", "does not run: mvcrs serve"]];
  const { pid, url, started_at, readiness, problem } = service;
  const head = `process ${pid ?? "?"} at ${url ?? "?"}, started ${ago(started_at, now)}`;
  if (readiness === null)
    return [
      ["service", head],
      ["", `NOT READY: ${problem}`],
    ];
  if (readiness.ready)
    return [
      ["service", head],
      ["", "ready"],
    ];
  return [
    ["service", head],
    ...readiness.parts
      .filter(({ ok }) => !ok)
      .map(({ name, problem: why }): [string, string] => ["", `NOT READY: ${name}: ${why}`]),
  ];
}

const ago = (at: string | null, now: number): string =>
  at === null ? "never" : now < Date.parse(at) ? `at ${at}` : `${span(now - Date.parse(at))} ago`;

function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 2) return `${Math.max(0, Math.floor(milliseconds / 1000))} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${count(Math.floor(minutes / 1440))} days`;
}
