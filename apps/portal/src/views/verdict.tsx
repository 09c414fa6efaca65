import type { Overview } from "@mvcrs/portal/format";
import { isDoubtful, isStale, now } from "../data/model.ts";
import { Command, Time } from "../ui/bits.tsx";
import { plural, span } from "../ui/format.ts";
import { dueOf } from "./cards/urgent.tsx";

/** The one sentence that somebody reads who was woken by it, and what to do. */
export function Verdict({ shown }: { readonly shown: Overview }) {
  const { lock, urgent, state } = shown;
  if (lock !== null) return <Locked shown={shown} />;
  const overdue = urgent.filter((row) => dueOf(row, shown.review_window_ms) <= now.value).length;
  const waiting = urgent.filter(({ status }) => status === "open").length;
  if (overdue > 0)
    return (
      <section class="verdict bad" aria-label="State">
        <div>
          <h1>{plural(overdue, "review is", "reviews are")} overdue</h1>
          <p>Take them on in the order below; the first one waits longest.</p>
        </div>
      </section>
    );
  if (urgent.length > 0) {
    const [first] = urgent;
    const left = first === undefined ? 0 : dueOf(first, shown.review_window_ms) - now.value;
    return (
      <section class={`verdict ${state.open.critical > 0 ? "bad" : "warn"}`} aria-label="State">
        <div>
          <h1>
            {waiting > 0
              ? `${plural(waiting, "challenge needs", "challenges need")} a person`
              : "All open challenges are taken on"}
          </h1>
          <p>
            The next review is due in <b>{span(left)}</b>
            {waiting < urgent.length && waiting > 0
              ? `; ${plural(urgent.length - waiting, "more is", "more are")} taken on`
              : ""}
            .
          </p>
        </div>
      </section>
    );
  }
  if (isDoubtful.value)
    return (
      <section class="verdict doubt" aria-label="State">
        <div>
          <h1>{isStale.value ? "What is shown is old" : "This cannot be vouched for"}</h1>
          <p>
            Nothing material was open, no lock was on. That is no reason to be calm: ask the host, or run
            mvcrs status.
          </p>
        </div>
      </section>
    );
  return (
    <section class="verdict good" aria-label="State">
      <div>
        <h1>Nothing needs a person</h1>
        <p>
          No trust lock, nothing material or critical open
          {state.open.soft > 0
            ? `, ${plural(state.open.soft, "soft challenge")} that clear by themselves`
            : ""}
          .
        </p>
      </div>
    </section>
  );
}

function Locked({ shown: { lock, facts } }: { readonly shown: Overview }) {
  if (lock === null) return null;
  const committee = facts.committee;
  return (
    <section class="verdict locked" aria-label="State">
      <div>
        <h1>The trust lock is on</h1>
        <p>
          {lock.reason}. By {lock.actor}, <Time at={lock.engaged_at} />, entry{" "}
          <a href={`#/entry/${lock.seq}`}>{lock.seq}</a>
          {lock.challenge === null ? null : (
            <>
              {" "}
              for challenge <a href={`#/challenge/${lock.challenge}`}>{lock.challenge.slice(0, 8)}</a>
            </>
          )}
          .
        </p>
        {committee === null ? null : (
          <p class="approvals">
            <meter
              min={0}
              max={Math.max(1, committee.threshold)}
              value={committee.approvers.length}
              aria-label="Approvals"
            />
            {committee.approvers.length} of {committee.threshold} approvals collected,{" "}
            {plural(committee.members.length, "member")}
          </p>
        )}
        {committee === null || committee.approvers.length === 0 ? null : (
          <ul class="plain approvers">
            {committee.approvers.map((address) => (
              <li key={address}>
                <code>{address}</code>
              </li>
            ))}
          </ul>
        )}
        {committee === null || committee.refused.length === 0 ? null : (
          <p class="quiet">not counted: {committee.refused.join("; ")}</p>
        )}
      </div>
      <div class="todo">
        <Command why="A committee member approves:" text="mvcrs trust-lock approve --key-file <your key>" />
        <Command
          why={
            committee !== null && committee.threshold > 0 && committee.approvers.length >= committee.threshold
              ? "Enough have approved. Release it:"
              : "Once enough have:"
          }
          text={'mvcrs trust-lock release --reason "<why>"'}
        />
      </div>
    </section>
  );
}
