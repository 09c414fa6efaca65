import type { Overview, Snapshot } from "@mvcrs/portal/format";
import { isDoubtful, now, overview, past } from "../data/model.ts";
import { route } from "../data/route.ts";
import { Card, LevelMark, Quiet, Time } from "../ui/bits.tsx";
import { count, deviation, plural } from "../ui/format.ts";
import { Agreement } from "./cards/agreement.tsx";
import { Days } from "./cards/days.tsx";
import { Health } from "./cards/health.tsx";
import { LogCard } from "./cards/log.tsx";
import { MetricsCard } from "./cards/metrics.tsx";
import { Phase8 } from "./cards/phase8.tsx";
import { Recent } from "./cards/recent.tsx";
import { SelfPlay } from "./cards/selfplay.tsx";
import { dueOf, Urgent } from "./cards/urgent.tsx";
import { Verdict } from "./verdict.tsx";

export function OverviewView() {
  const shown = overview.value;
  if (shown === null) return null;
  const { at } = route.value;
  if (at !== null) return <Past shown={shown} at={at} />;
  return (
    <>
      <Verdict shown={shown} />
      <Numbers state={shown.state} overdue={overdueNow(shown)} />
      <div class="grid">
        <div class="wide">
          <Urgent rows={shown.urgent} state={shown.state} windowMs={shown.review_window_ms} />
          <Recent count={shown.log.count} />
          <Days days={shown.days} />
          <SelfPlay facts={shown.facts} latest={shown.latest} />
        </div>
        <div class="narrow">
          <LogCard shown={shown} />
          <Health facts={shown.facts} />
          <Agreement of={shown.agreement} raised={shown.challenges} />
          <Phase8 latest={shown.latest} />
          <MetricsCard />
        </div>
      </div>
    </>
  );
}

/** By the clock, whether or not the log says so yet. */
const overdueNow = ({ state, urgent, review_window_ms: windowMs }: Overview): number =>
  Math.max(state.overdue, urgent.filter((row) => dueOf(row, windowMs) <= now.value).length);

/** The counts, in the order in which they matter. */
function Numbers({ state, overdue }: { readonly state: Snapshot; readonly overdue: number }) {
  const raised = state.totals.soft + state.totals.material + state.totals.critical;
  const mean = raised === 0 ? 0 : state.deviation_sum / raised;
  const calm = isDoubtful.value ? "" : "calm";
  return (
    <dl class="numbers">
      <div class={state.open.critical > 0 ? "critical" : calm}>
        <dt>critical open</dt>
        <dd>{count(state.open.critical)}</dd>
      </div>
      <div class={state.open.material > 0 ? "material" : calm}>
        <dt>material open</dt>
        <dd>{count(state.open.material)}</dd>
      </div>
      <div class={overdue > 0 ? "critical" : calm}>
        <dt>overdue</dt>
        <dd>{count(overdue)}</dd>
      </div>
      <div>
        <dt>soft open</dt>
        <dd>{count(state.open.soft)}</dd>
      </div>
      <div>
        <dt>ever raised</dt>
        <dd>{count(raised)}</dd>
      </div>
      <div>
        <dt>mean deviation</dt>
        <dd>{deviation(mean)}</dd>
      </div>
      <div class="last-levels">
        <dt>last levels, newest first</dt>
        <dd>
          {state.last_levels.length === 0 ? "none" : null}
          <ol>
            {state.last_levels.slice(0, 16).map(({ seq, level, at }) => (
              <li key={seq} class={level} title={`${level}, ${at}`}>
                <span class="sr">{level}</span>
              </li>
            ))}
          </ol>
        </dd>
      </div>
    </dl>
  );
}

/** The state as of an earlier entry: what the log alone says of it. */
function Past({ shown, at }: { readonly shown: Overview; readonly at: number }) {
  const folded = past.value;
  if (folded === null || folded.at !== at) return <Quiet>Folding the log up to entry {count(at)} …</Quiet>;
  if ("problem" in folded)
    return (
      <p class="notice bad" role="alert">
        The state as of entry {count(at)} cannot be shown: {folded.problem}
      </p>
    );
  const { snapshot, named } = folded;
  const open = snapshot.open.soft + snapshot.open.material + snapshot.open.critical;
  return (
    <>
      <section class={`verdict ${snapshot.lock === null ? "past" : "locked"}`} aria-label="State then">
        <div>
          <h1>{snapshot.lock === null ? "No trust lock was on" : "The trust lock was on"}</h1>
          <p>
            {snapshot.lock === null
              ? "As the log had it"
              : `${snapshot.lock.reason} (${snapshot.lock.actor})`}
            {snapshot.last_at === null ? null : (
              <>
                , <Time at={snapshot.last_at} />
              </>
            )}
          </p>
        </div>
      </section>
      <Numbers state={snapshot} overdue={snapshot.overdue} />
      <div class="grid">
        <div class="wide">
          <Urgent
            rows={snapshot.worst.filter(({ level }) => level !== "soft")}
            state={snapshot}
            windowMs={shown.review_window_ms}
            then={snapshot.last_at ?? shown.made_at}
          />
          <Recent count={at + 1} />
        </div>
        <div class="narrow">
          <Card title="What this covers">
            <p>
              Folded from entries 0 to {count(at)} of the log: lock, counts, mutes and last levels are exact.
              Of {plural(open, "open challenge")} {count(Math.min(named, open))} are named, the worst ones.
            </p>
            <Quiet>
              Outbox, sources, daily check, approvals and SelfPlay are not in the log, so nothing is said of
              them here.
            </Quiet>
          </Card>
          {snapshot.mutes.length === 0 ? null : (
            <Card title="Muted then">
              <ul class="plain">
                {snapshot.mutes.map(([metric, until]) => (
                  <li key={metric}>
                    <code>{metric}</code> until {until}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title="Levels then">
            <ul class="plain">
              {(["critical", "material", "soft"] as const).map((level) => (
                <li key={level}>
                  <LevelMark level={level} /> {count(snapshot.totals[level])} raised,{" "}
                  {count(snapshot.open[level])} open
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}
