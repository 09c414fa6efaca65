import { useEffect, useState } from "preact/hooks";
import { entryOf, type OwnEntry } from "../data/challenge.ts";
import { problemOf } from "../data/load.ts";
import { overview } from "../data/model.ts";
import { goTo, href, route } from "../data/route.ts";
import { Card, Command, Fact, Hash, Quiet, Time } from "../ui/bits.tsx";
import { count, kindSaid } from "../ui/format.ts";

/** One entry of the log, whole, with its proof. */
export function EntryView() {
  const seq = Number(route.value.of);
  const [found, setFound] = useState<OwnEntry | string | null>(null);
  const isSigned = overview.value !== null;
  useEffect(() => {
    let isWanted = true;
    setFound(null);
    if (isSigned)
      entryOf(seq).then(
        (entry) => isWanted && setFound(entry),
        (thrown: unknown) => isWanted && setFound(problemOf(thrown)),
      );
    return () => {
      isWanted = false;
    };
  }, [seq, isSigned]);
  const last = (overview.value?.log.count ?? 0) - 1;
  return (
    <Card
      title={`Entry ${count(seq)}`}
      isView
      aside={
        <>
          {seq > 0 ? <a href={href("entry", String(seq - 1))}>before</a> : null}
          {seq < last ? <a href={href("entry", String(seq + 1))}>next</a> : null}
          <button type="button" onClick={() => goTo(seq)}>
            state then
          </button>
        </>
      }
    >
      {found === null ? <Quiet>Reading …</Quiet> : null}
      {typeof found === "string" ? (
        <p class="notice bad" role="alert">
          {found}
        </p>
      ) : null}
      {found === null || typeof found === "string" ? null : <Whole entry={found} />}
    </Card>
  );
}

function Whole({ entry: { seq, event, proof, unproven } }: { readonly entry: OwnEntry }) {
  const challenge = event.type === "challenge.raised" ? event["id"] : event["challenge_id"];
  return (
    <>
      <dl class="facts">
        <Fact name="what">{kindSaid(event.type)}</Fact>
        <Fact name="when">
          {event.at}
          <small>
            <Time at={event.at} />
          </small>
        </Fact>
        <Fact name="who">{event.actor}</Fact>
        {typeof challenge === "string" ? (
          <Fact name="challenge">
            <a href={href("challenge", challenge)}>{challenge.slice(0, 8)}</a>
          </Fact>
        ) : null}
        {proof === null ? (
          <Fact name="inclusion">
            <span class="quiet">not proven: {unproven}</span>
          </Fact>
        ) : (
          <>
            <Fact name="inclusion">
              <span class="ok">proven</span>
              <small>
                {proof.path.length} hashes up to the root of {count(proof.size)} entries
              </small>
            </Fact>
            <Fact name="leaf hash">
              <Hash of={proof.leaf} length={64} />
            </Fact>
          </>
        )}
      </dl>
      {proof === null ? null : (
        <details>
          <summary>The proof, from the entry's sibling up to the root's child</summary>
          <ol class="path">
            {proof.path.map((hash) => (
              <li key={hash}>
                <code>{hash}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
      <Command
        why="The same proof as a file that verifies itself:"
        text={`mvcrs chain prove ${seq} --html entry-${seq}.html`}
      />
    </>
  );
}
