import { wrapped } from "@mvcrs/terminal";
import type { Io } from "../../io.ts";
import { type Colour, colours } from "../../ui/colours.ts";
import { count, plural } from "../../ui/numbers.ts";
import { columnsOf, printable } from "../../ui/table.ts";
import type { RootStatus } from "./root-status.ts";
import type { ServiceStatus } from "./service-status.ts";

/** What it is about, what is said of it, and in which colour. */
type Line = readonly [name: string, text: string, colour?: Colour];

const shownSources = 4;
/** Of one thing. */
const mostLines = 3;

/** One screen: a line for each thing, or a few where it is longer. */
export function renderStatus(root: RootStatus, service: ServiceStatus, now: number, io: Io): string {
  const paint = colours(io);
  const { open, overdue, log, outbox } = root;
  const lines: Line[] = [
    ["root", root.root],
    ...(root.store === null ? [] : [["database", root.store] as const]),
    ...root.contradictions.map((problem): Line => ["WARNING", problem, "problem"]),
    lockLine(root.lock),
    ["open", `${open.critical} critical, ${open.material} material, ${open.soft} soft`, worstOf(open)],
    overdue > 0
      ? ["overdue", `${count(overdue)}: mvcrs challenges list --overdue`, "problem"]
      : ["overdue", due(root.next_due, now)],
    [
      "log",
      `${plural(log.count, "entry", "entries")}, head ${log.chain_hash.slice(0, 16)}, ${ago(log.last_at, now)}`,
    ],
    verifiedLine(service, now),
    [
      "checkpoint",
      root.checkpoint === null
        ? "none: mvcrs chain checkpoint"
        : `of ${plural(root.checkpoint.size, "entry", "entries")}`,
    ],
    ["outbox", `${count(outbox.waiting)} waiting, ${count(outbox.dead)} given up`],
    ...asideLines(root),
    ...sourceLines(root, service, now),
    ...serviceLines(service, now),
  ];
  return lines
    .flatMap(([name, text, colour = "none"]) => {
      const said = wrapped(name, printable(text), { indent: 11, columns: columnsOf(io) });
      return shortened(said, columnsOf(io)).map(paint[colour]);
    })
    .join("\n");
}

/** Whole words, but for one that is longer than a line; what else there is to say, another command says. */
function shortened(said: readonly string[], columns: number): readonly string[] {
  const kept = said.slice(0, mostLines).map((line, index) => ({
    line,
    more: line.length > columns || (index === mostLines - 1 && said.length > mostLines),
  }));
  return kept.map(({ line, more }) => (more ? `${line.slice(0, columns - 1)}…` : line));
}

function lockLine(status: RootStatus["lock"]): Line {
  const name = "trust lock";
  if (!status.known) return [name, `NOT KNOWN: ${status.problem.replace(/\s+/g, " ")}`, "problem"];
  const { lock } = status;
  return lock === null
    ? [name, "off"]
    : [name, `ON since ${lock.engagedAt} by ${lock.actor}: ${lock.reason}`, "problem"];
}

const due = (next: string | null, now: number): string =>
  next === null ? "none" : `none; the next review is due in ${span(Date.parse(next) - now)}`;

const worstOf = (open: RootStatus["open"]): Colour =>
  open.critical > 0 ? "critical" : open.material > 0 ? "material" : "none";

function verifiedLine(service: ServiceStatus, now: number): Line {
  const name = "verified";
  const part = service.running
    ? service.readiness?.parts.find(({ name }) => name === "verification")
    : undefined;
  const at = part?.["last_verification"];
  if (typeof at !== "string") return [name, "not known: mvcrs chain verify"];
  return part?.["holds"] === true
    ? [name, `holds, ${ago(at, now)}`, "ok"]
    : [name, `DOES NOT HOLD: mvcrs chain verify, ${ago(at, now)}`, "problem"];
}

/** Signals that nobody has judged are said before what was. */
function asideLines({ aside }: RootStatus): readonly Line[] {
  if (aside === 0) return [];
  const name = "aside";
  return aside === null
    ? [[name, "NOT KNOWN: the database does not say whether judging failed at a signal", "problem"]]
    : [[name, `${plural(aside, "signal")} NOT JUDGED, since judging failed: mvcrs aside list`, "problem"]];
}

function sourceLines({ sources, store }: RootStatus, service: ServiceStatus, now: number): Line[] {
  const followed = service.running ? (service.readiness?.inputs ?? []) : [];
  const lines: (readonly [text: string, colour?: Colour])[] =
    followed.length > 0
      ? followed.map(({ name, state, problem, last_signal }) =>
          state === "failing"
            ? [`${name}: FAILING: ${problem}`, "problem"]
            : [`${name}: ${state}, last signal ${ago(last_signal, now)}`],
        )
      : sources.map(({ source, newest }) => [`${source}: newest observation ${ago(newest, now)}`]);
  if (lines.length === 0)
    return [["sources", store === null ? "none was judged yet" : "judged by the workers of all hosts"]];
  const more = lines.length - shownSources;
  const hidden: typeof lines = more > 0 ? [[`… and ${count(more)} more (--json)`]] : [];
  return [...lines.slice(0, shownSources), ...hidden].map(
    (line, index): Line => [index === 0 ? "sources" : "", ...line],
  );
}

function serviceLines(service: ServiceStatus, now: number): Line[] {
  if (!service.running) return [["service", "does not run: mvcrs serve"]];
  const { pid, url, started_at, readiness, problem } = service;
  const head = `process ${pid ?? "?"} at ${url ?? "?"}, started ${ago(started_at, now)}`;
  if (readiness === null)
    return [
      ["service", head],
      ["", `NOT READY: ${problem}`, "problem"],
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
      .map(({ name, problem: why }): Line => ["", `NOT READY: ${name}: ${why}`, "problem"]),
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
