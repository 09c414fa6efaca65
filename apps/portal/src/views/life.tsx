import type { OwnEntry } from "../data/challenge.ts";
import { href } from "../data/route.ts";
import { Card, Quiet, Time } from "../ui/bits.tsx";
import { kindSaid, plural } from "../ui/format.ts";
import { ProofMark } from "./proof.tsx";

/** Whom the outbox tells of an entry of this kind, unless configured otherwise. */
const told: Readonly<Record<string, string>> = {
  "challenge.raised": "reviewers from material on, the committee too where critical",
  "challenge.extended": "whom it concerns, where the level rose",
  "challenge.overdue": "reviewers and the committee",
};

/** What happened to a challenge, one entry after the other, each proven. */
export function Life({ entries, all }: { readonly entries: readonly OwnEntry[]; readonly all: number }) {
  return (
    <Card
      title="Life"
      aside={entries.length < all ? `${entries.length} of ${all} entries` : plural(all, "entry", "entries")}
    >
      <ol class="life">
        {entries.map(({ seq, event, proof, unproven }) => (
          <li key={seq} class={event.type.replace(".", "-")}>
            <div class="head">
              <b>{kindSaid(event.type)}</b>
              {event.level === undefined ? null : <span class={`level ${event.level}`}>{event.level}</span>}
              <span>by {event.actor}</span>
              <Time at={event.at} />
              <a href={href("entry", String(seq))}>entry {seq}</a>
              <ProofMark proof={proof} unproven={unproven} />
            </div>
            <p>
              {event.resolution === undefined ? "" : `${event.resolution}: `}
              {event.reason ?? (event.due_at === undefined ? "" : `review was due at ${event.due_at}`)}
            </p>
            {told[event.type] === undefined ? null : <Quiet>Notices: {told[event.type]}.</Quiet>}
          </li>
        ))}
      </ol>
      <Quiet>
        The log records what happened, not what an endpoint accepted: mvcrs outbox list shows the notices that
        still wait.
      </Quiet>
    </Card>
  );
}
