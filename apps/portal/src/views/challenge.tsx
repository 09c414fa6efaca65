import { type ChallengeRow, meaningOf } from "@mvcrs/portal/format";
import { useEffect, useState } from "preact/hooks";
import { type ChallengeEvent, entriesOf, findRow, type OwnEntry, type Verdict } from "../data/challenge.ts";
import { problemOf } from "../data/load.ts";
import { now, overview } from "../data/model.ts";
import { route } from "../data/route.ts";
import { Command, Copy, Fact, LevelMark, Quiet, Time } from "../ui/bits.tsx";
import { deviation, plural, short, span } from "../ui/format.ts";
import { ChallengeForm } from "./actions.tsx";
import { Evidence } from "./evidence.tsx";
import { Life } from "./life.tsx";
import { range } from "./metric.tsx";
import { Told } from "./told.tsx";

interface Found {
  readonly row: ChallengeRow;
  readonly entries: readonly OwnEntry[];
}

export function ChallengeView() {
  const { of, at } = route.value;
  const [found, setFound] = useState<Found | string | null>(null);
  const entries = overview.value?.log.count ?? 0;
  useEffect(() => {
    let isWanted = true;
    findRow(of)
      .then(async (row) => ({ row, entries: await entriesOf(row, at) }))
      .then(
        (read) => isWanted && setFound(read),
        (thrown: unknown) => isWanted && setFound(problemOf(thrown)),
      );
    return () => {
      isWanted = false;
    };
  }, [of, at, entries]);
  if (found === null) return <Quiet>Reading …</Quiet>;
  if (typeof found === "string")
    return (
      <p class="notice bad" role="alert">
        {found}
      </p>
    );
  if (found.entries.length === 0)
    return (
      <Quiet>
        At entry {at} this challenge was not raised yet; entry {found.row.entries[0]} did.
      </Quiet>
    );
  return <Shown row={found.row} entries={found.entries} />;
}

/** What the entries add up to. */
function summed(entries: readonly OwnEntry[]) {
  const events = entries.map(({ event }) => event);
  const [first] = events;
  const last = <Key extends keyof ChallengeEvent>(key: Key) =>
    events.findLast((event) => event[key] !== undefined)?.[key];
  const closed = events.findLast(({ type }) => type === "challenge.resolved");
  const acknowledged = events.findLast(({ type }) => type === "challenge.acknowledged");
  const extended = events.findLast(({ type }) => type === "challenge.extended");
  let level = first?.level ?? "soft";
  let levelSince = first?.at ?? "";
  for (const event of events)
    if (event.level !== undefined && event.level !== level) {
      level = event.level;
      levelSince = event.at;
    }
  return {
    ...{ first, closed, acknowledged, level, levelSince },
    pattern: last("pattern") ?? "",
    advice: last("advice") ?? "",
    verdicts: last("verdicts"),
    value: extended?.value ?? first?.signal?.value ?? 0,
    observedAt: extended?.observed_at ?? first?.signal?.observedAt ?? "",
    observations: extended?.observations ?? 1,
    deviation: Math.max(...events.map((event) => event.deviation ?? 0)),
  };
}

function Shown({ row, entries }: Found) {
  const notices = entries.filter(({ event }) => event.type === "notice.ended");
  const life = entries.filter(({ event }) => event.type !== "notice.ended");
  const of = summed(life);
  const { first, closed, acknowledged, level } = of;
  const unit = first?.signal?.unit === undefined ? "" : ` ${first.signal.unit}`;
  const windowMs = overview.value?.review_window_ms ?? 0;
  const due =
    Math.max(Date.parse(of.levelSince), acknowledged === undefined ? 0 : Date.parse(acknowledged.at)) +
    windowMs;
  const left = due - now.value;
  const isOpen = closed === undefined;
  const id = row.id.slice(0, 8);
  return (
    <>
      <section
        class={`verdict ${isOpen ? (level === "critical" ? "bad" : level === "material" ? "warn" : "past") : "past"}`}
        aria-label="What happened"
      >
        <div>
          <p class="crumbs">
            <LevelMark
              level={
                row.level === level
                  ? row.level
                  : level === "critical" || level === "material"
                    ? level
                    : "soft"
              }
            />
            <span>
              {isOpen
                ? acknowledged === undefined
                  ? "open"
                  : `taken on by ${acknowledged.actor}`
                : `resolved: ${closed.resolution ?? ""}`}
            </span>
            <span class="hash">{row.id}</span>
            <Copy text={row.id} label="the id" />
          </p>
          <h1 class="sentence">
            <b>{row.metric}</b>, reported by {row.source}: {meaningOf(of.pattern)} ({level}), last with{" "}
            {short(of.value)}
            {unit}.
          </h1>
          <p>{of.advice}</p>
          {isOpen && level !== "soft" ? (
            <p class={left <= 0 ? "no" : ""}>
              Review{" "}
              {left <= 0 ? (
                <b>overdue for {span(-left)}</b>
              ) : (
                <>
                  due in <b>{span(left)}</b>
                </>
              )}
            </p>
          ) : null}
        </div>
      </section>
      <section class="verdicts" aria-label="Verdicts">
        <VerdictCard
          name="policy"
          asks="is it what was declared?"
          verdict={of.verdicts?.primary}
          dissents={first?.dissent === "policy"}
        />
        <VerdictCard
          name="consensus"
          asks="do independent witnesses agree?"
          verdict={of.verdicts?.secondary}
          dissents={first?.dissent === "consensus"}
        />
        <VerdictCard
          name="forecast"
          asks="does it fit its own past?"
          verdict={of.verdicts?.tertiary}
          dissents={first?.dissent === "forecast"}
        />
      </section>
      <div class="grid">
        <div class="wide">
          <Evidence entries={life} />
          <Life entries={life} all={row.entries.length - notices.length} />
          <Told notices={notices} life={life} />
        </div>
        <div class="narrow first">
          <section class="card" aria-labelledby="next-title">
            <header>
              <h2 id="next-title">What to run next</h2>
            </header>
            <Command why="Everything the log has of it:" text={`mvcrs challenges show ${id}`} />
            {isOpen && acknowledged === undefined ? (
              <Command why="Take it on:" text={`mvcrs challenges ack ${id} --reason "<what you will do>"`} />
            ) : null}
            {isOpen ? (
              <Command
                why="Once it is dealt with:"
                text={`mvcrs challenges resolve ${id} --resolution remediated --reason "<what was done>"`}
              />
            ) : null}
            {level === "critical" && isOpen ? (
              <Command why="Is a trust lock on?" text="mvcrs trust-lock status" />
            ) : null}
            <Command
              why="A proof to send to somebody:"
              text={`mvcrs chain prove ${row.entries[0] ?? 0} --html entry-${row.entries[0] ?? 0}.html`}
            />
          </section>
          <ChallengeForm id={row.id} isOpen={isOpen} isAcknowledged={acknowledged !== undefined} />
          <section class="card" aria-labelledby="facts-title">
            <header>
              <h2 id="facts-title">Facts</h2>
            </header>
            <dl class="facts">
              <Fact name="first seen">
                {first?.signal === undefined ? "" : `${short(first.signal.value)}${unit}`}
                <small>{first?.signal === undefined ? null : <Time at={first.signal.observedAt} />}</small>
              </Fact>
              <Fact name="latest">
                {short(of.value)}
                {unit}
                <small>
                  <Time at={of.observedAt} />
                </small>
              </Fact>
              <Fact name="seen">{plural(of.observations, "time")}</Fact>
              <Fact name="deviation">{deviation(of.deviation)}</Fact>
              <Fact name="pattern">{of.pattern}</Fact>
            </dl>
          </section>
        </div>
      </div>
    </>
  );
}

function VerdictCard(props: {
  readonly name: string;
  readonly asks: string;
  readonly verdict: Verdict | undefined;
  readonly dissents: boolean;
}) {
  const { name, asks, verdict, dissents } = props;
  const abstained = verdict === undefined || verdict.status === "abstained";
  const tone = abstained
    ? "abstained"
    : verdict.deviation >= 0.3
      ? "critical"
      : verdict.deviation >= 0.15
        ? "material"
        : verdict.deviation >= 0.05
          ? "soft"
          : "calm";
  return (
    <article class={`card verdict-card ${tone}`} aria-label={name}>
      <header>
        <h2>{name}</h2>
        <div class="aside">{asks}</div>
      </header>
      <p class="big">
        {abstained
          ? "abstained"
          : tone === "calm"
            ? "as expected"
            : `deviates ${deviation(verdict.deviation)}`}
      </p>
      <p>{verdict?.reason ?? "the log has no verdict"}</p>
      {verdict === undefined ? null : (
        <dl class="facts">
          <Fact name="expected">
            {verdict.interval !== undefined
              ? range(verdict.interval)
              : verdict.expected === null
                ? "nothing in particular"
                : short(verdict.expected)}
          </Fact>
          <Fact name="confidence">
            <meter min={0} max={1} value={verdict.confidence} aria-label={`Confidence of ${name}`} />{" "}
            {Math.round(100 * verdict.confidence)} %
          </Fact>
        </dl>
      )}
      {dissents ? <Quiet>It stands alone against the two others.</Quiet> : null}
    </article>
  );
}
