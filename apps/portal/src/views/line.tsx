import type { TimelineEntry } from "@mvcrs/portal/format";
import { href } from "../data/route.ts";
import { LevelMark, Time } from "../ui/bits.tsx";
import { kindSaid } from "../ui/format.ts";

/** How a line is marked at its edge. */
function toneOf({ type, level, ok, resolution }: TimelineEntry): string {
  if (type === "trust_lock.engaged" || type === "challenge.overdue" || ok === false) return "critical";
  if (type === "challenge.resolved" || type === "trust_lock.released")
    return resolution === "rejected" ? "" : "good";
  if (type === "challenge.raised" || type === "challenge.extended") return level ?? "";
  return type.startsWith("orchestrator.") ? "material" : "";
}

/** One entry in a row; a place for it where its page has not come yet. */
export function Line({ seq, line }: { readonly seq: number; readonly line: TimelineEntry | undefined }) {
  if (line === undefined)
    return (
      <div class="line waiting">
        <a class="seq" href={href("entry", String(seq))}>
          {seq}
        </a>
        <span class="kind">…</span>
      </div>
    );
  const { type, at, note, metric, challenge, level, resolution, actor } = line;
  const showsLevel = type === "challenge.raised" || type === "challenge.extended";
  return (
    <div class={`line ${toneOf(line)}`}>
      <a class="seq" href={href("entry", String(seq))}>
        {seq}
      </a>
      <span class="kind">{kindSaid(type)}</span>
      <span class="text">
        {showsLevel ? <LevelMark level={level} /> : null}
        {challenge === undefined ? (
          metric === undefined ? null : (
            <b>{metric}</b>
          )
        ) : (
          <a class="metric" href={href("challenge", challenge)}>
            {metric ?? challenge.slice(0, 8)}
          </a>
        )}
        <span class="note" title={note}>
          {resolution === undefined ? note : `${resolution}: ${note}`}
        </span>
      </span>
      <span class="actor" title={actor}>
        {actor}
      </span>
      <Time at={at} />
    </div>
  );
}
