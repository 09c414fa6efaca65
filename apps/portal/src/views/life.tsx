import type { OwnEntry } from "../data/challenge.ts";
import { href } from "../data/route.ts";
import { Card, Time } from "../ui/bits.tsx";
import { kindSaid, plural } from "../ui/format.ts";
import { ProofMark } from "./proof.tsx";

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
          </li>
        ))}
      </ol>
    </Card>
  );
}
