import type { Overview } from "@mvcrs/portal/format";
import { goTo, href } from "../../data/route.ts";
import { verification } from "../../data/verifier.ts";
import { Card, Fact, Hash, Quiet, Time } from "../../ui/bits.tsx";
import { count } from "../../ui/format.ts";

/** The log's head, how far it is signed, and what this browser has verified of it. */
export function LogCard({ shown: { log, facts } }: { readonly shown: Overview }) {
  const { checkpoint } = log;
  const verified = verification.value;
  return (
    <Card title="Log" aside={<a href={href("verify")}>verify</a>}>
      <dl class="facts">
        <Fact name="entries">
          {count(log.count)}
          {log.last_at === null ? null : (
            <small>
              last <Time at={log.last_at} />
            </small>
          )}
        </Fact>
        <Fact name="chain hash">
          <Hash of={log.chain_hash} />
        </Fact>
        <Fact name="checkpoint">
          {checkpoint === null ? (
            <span class="quiet">none is signed</span>
          ) : (
            <>
              {count(checkpoint.size)}
              <small>
                {checkpoint.size === log.count
                  ? "covers every entry"
                  : `${count(log.count - checkpoint.size)} newer`}
              </small>
            </>
          )}
        </Fact>
        <Fact name="this browser">
          {verified.state === "good" ? (
            <span class="ok">verified {count(verified.size)}</span>
          ) : verified.state === "bad" ? (
            <span class="no">does not verify</span>
          ) : verified.state === "running" ? (
            `verifying, ${count(verified.done)}`
          ) : (
            <span class="quiet">not verified yet</span>
          )}
        </Fact>
        {facts.verified === null ? null : (
          <Fact name="this host">
            <span class={facts.verified.ok ? "ok" : "no"}>
              {facts.verified.ok ? "verified" : "does not verify"}
            </span>
            <small>
              <Time at={facts.verified.at} />
            </small>
          </Fact>
        )}
      </dl>
      {log.count === 0 ? null : (
        <form
          class="at"
          onSubmit={(event) => {
            event.preventDefault();
            const seq = Number(new FormData(event.currentTarget).get("at"));
            if (Number.isSafeInteger(seq) && seq >= 0) goTo(seq);
          }}
        >
          <label for="at">state as of entry</label>
          <input
            id="at"
            name="at"
            type="number"
            min={0}
            max={log.count - 1}
            placeholder={String(log.count - 1)}
            required
          />
          <button type="submit">show</button>
        </form>
      )}
      {log.origin === "" ? null : <Quiet>{log.origin}</Quiet>}
    </Card>
  );
}
