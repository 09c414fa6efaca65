import type { OwnEntry } from "../data/challenge.ts";
import { href } from "../data/route.ts";
import { Card, Quiet, Time } from "../ui/bits.tsx";
import { kindSaid, plural } from "../ui/format.ts";
import { ProofMark } from "./proof.tsx";

/** Who was told of a challenge, of what and when, as the endpoints accepted it. */
export function Told({
  notices,
  life,
}: {
  readonly notices: readonly OwnEntry[];
  readonly life: readonly OwnEntry[];
}) {
  const kindOf = (seq: number | undefined) => life.find((entry) => entry.seq === seq)?.event.type ?? "";
  return (
    <Card title="Who was told" aside={plural(notices.length, "notice")}>
      {notices.length === 0 ? (
        <Quiet>Nobody yet, as far as the log says; mvcrs outbox list shows the notices that wait.</Quiet>
      ) : (
        <ol class="life">
          {notices.map(({ seq, event, proof, unproven }) => (
            <li key={seq} class={event.outcome === "delivered" ? "told" : "untold"}>
              <div class="head">
                <b>{event.channel}</b>
                <span>{event.kind}</span>
                <Time at={event.at} />
                <a href={href("entry", String(seq))}>entry {seq}</a>
                <ProofMark proof={proof} unproven={unproven} />
              </div>
              <p class={event.outcome === "delivered" ? "" : "no"}>
                {event.outcome === "delivered" ? "told" : "NOT told"} of “{kindSaid(kindOf(event.about))}”,
                entry {event.about}
                {event.attempts === undefined || event.attempts === 1 ? "" : `, at attempt ${event.attempts}`}
                {event.relay_of === undefined ? "" : `, since ${event.relay_of} did not take it`}
                {event.outcome === "delivered" ? "" : `: ${event.problem ?? "no answer"}`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
