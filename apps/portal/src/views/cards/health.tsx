import type { Facts } from "@mvcrs/portal/format";
import type { ComponentChildren } from "preact";
import { isDoubtful, isStale, now } from "../../data/model.ts";
import { Card, Quiet, Time } from "../../ui/bits.tsx";
import { count, plural, span } from "../../ui/format.ts";

type Tone = "ok" | "warn" | "no" | "none";

/** Whether everything around the log does its job. */
export function Health({ facts }: { readonly facts: Facts }) {
  const { outbox, daily_check: daily, sources, witnesses } = facts;
  const absent = [
    outbox === null ? "outbox" : "",
    daily === null ? "daily check" : "",
    sources === null ? "sources" : "",
  ].filter((name) => name !== "");
  const outvoted = witnesses?.filter(({ outvoted, dependent }) => outvoted > 0 || dependent) ?? [];
  return (
    <Card title="Health">
      <ul class="health">
        {outbox === null ? null : (
          <Row tone={outbox.dead > 0 ? "no" : outbox.waiting > 0 ? "warn" : "ok"} name="Outbox">
            {outbox.dead > 0 ? `${plural(outbox.dead, "notice")} given up, ` : ""}
            {outbox.waiting === 0 ? "all delivered" : `${plural(outbox.waiting, "notice")} waiting`}
            {outbox.oldest_at === null ? null : (
              <small>
                oldest <Time at={outbox.oldest_at} />
              </small>
            )}
            {outbox.channels.length === 0 ? (
              <small>no channel is configured</small>
            ) : (
              <small>{outbox.channels.join(", ")}</small>
            )}
          </Row>
        )}
        {daily === null ? null : (
          <Row tone={daily.ok ? "ok" : "no"} name="Daily check">
            {daily.ok ? "everything agrees" : plural(daily.disagreements, "disagreement")}
            <small>
              <Time at={daily.at} />
              {daily.note === null ? "" : `, ${daily.note}`}
            </small>
          </Row>
        )}
        {sources?.map((source) => {
          const age = source.last_at === null ? null : now.value - Date.parse(source.last_at);
          const isSilent = age !== null && source.stale_after_s !== null && age > 1000 * source.stale_after_s;
          const tone =
            source.state === "failed" || isSilent ? "no" : source.state === "following" ? "ok" : "none";
          return (
            <Row key={source.name} tone={tone} name={source.name}>
              {isSilent ? `silent for ${span(age)}` : source.state}
              <small>
                {source.last_at === null ? "no signal yet" : <Time at={source.last_at} />}
                {source.note === null ? "" : `, ${source.note}`}
              </small>
            </Row>
          );
        })}
        {witnesses === null || witnesses.length === 0 ? null : (
          <Row tone={outvoted.length > 0 ? "warn" : "ok"} name="Witnesses">
            {count(witnesses.length)} heard
            <small>
              {outvoted.length === 0
                ? "none outvoted, none dependent"
                : outvoted
                    .slice(0, 3)
                    .map(
                      ({ source, outvoted: n, compared, dependent }) =>
                        `${source} ${dependent ? "dependent" : `outvoted ${n} of ${compared}`}`,
                    )
                    .join("; ")}
            </small>
          </Row>
        )}
      </ul>
      {absent.length === 0 ? null : <Quiet>Not known here: {absent.join(", ")}.</Quiet>}
    </Card>
  );
}

function Row({
  tone,
  name,
  children,
}: {
  readonly tone: Tone;
  readonly name: string;
  readonly children: ComponentChildren;
}) {
  // What is old is no reason to be calm.
  const shown = tone === "ok" && (isDoubtful.value || isStale.value) ? "none" : tone;
  const words = { ok: "well", warn: "look", no: "bad", none: "not known" } as const;
  return (
    <li class={shown}>
      <i aria-hidden="true" />
      <b>{name}</b>
      <span class="sr">{words[shown]}:</span>
      <div>{children}</div>
    </li>
  );
}
