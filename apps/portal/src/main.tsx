import { type ComponentType, render } from "preact";
import { useEffect } from "preact/hooks";
import { keepCurrent } from "./data/live.ts";
import { readMetrics } from "./data/metrics.ts";
import { announced, overview, past, trouble } from "./data/model.ts";
import { follow, goTo, route } from "./data/route.ts";
import { stateAt } from "./data/timeline.ts";
import { Quiet } from "./ui/bits.tsx";
import { count } from "./ui/format.ts";
import { ChallengeView } from "./views/challenge.tsx";
import { EntryView } from "./views/entry.tsx";
import { Header } from "./views/header.tsx";
import { MetricView } from "./views/metric.tsx";
import { MetricsView } from "./views/metrics.tsx";
import { Notices } from "./views/notices.tsx";
import { OverviewView } from "./views/overview.tsx";
import { TimelineView } from "./views/timeline.tsx";
import { VerifyView } from "./views/verify.tsx";

const views: Readonly<Record<string, ComponentType>> = {
  overview: OverviewView,
  timeline: TimelineView,
  metrics: MetricsView,
  metric: MetricView,
  challenge: ChallengeView,
  entry: EntryView,
  verify: VerifyView,
};

function Page() {
  const { view, at } = route.value;
  const shown = overview.value;
  const View = views[view];
  const metricsFor = shown?.log.chain_hash;
  useEffect(() => {
    if (metricsFor !== undefined) void readMetrics();
  }, [metricsFor]);
  const entries = shown?.log.count;
  useEffect(() => {
    if (at === null || entries === undefined) return;
    stateAt(at).then(
      (snapshot) => {
        past.value = { at, snapshot, named: snapshot.worst.length };
      },
      (thrown: unknown) => {
        past.value = { at, problem: thrown instanceof Error ? thrown.message : String(thrown) };
      },
    );
  }, [at, entries]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Notices />
        {at === null ? null : (
          <p class="notice past">
            As of entry <b>{count(at)}</b>, not now.{" "}
            <button type="button" onClick={() => goTo(null)}>
              back to now
            </button>
          </p>
        )}
        {shown === null && trouble.value === null ? <Quiet>Reading the log's overview …</Quiet> : null}
        {shown === null ? null : View === undefined ? (
          <p class="notice">There is no view called {view}.</p>
        ) : (
          <View />
        )}
      </main>
      <div class="sr" role="status">
        {announced.value}
      </div>
    </>
  );
}

const place = document.getElementById("page");
if (place !== null) {
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  render(<Page />, place);
  if (location.protocol !== "file:") keepCurrent();
}
