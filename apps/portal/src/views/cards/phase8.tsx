import type { TimelineEntry } from "@mvcrs/portal/format";
import { isDoubtful } from "../../data/model.ts";
import { href } from "../../data/route.ts";
import { Card, Time } from "../../ui/bits.tsx";

/** The release gate's newest verdict, and what else was rehearsed or done, where the log has any. */
export function Phase8({ latest }: { readonly latest: readonly TimelineEntry[] }) {
  const gate = latest.find(({ type }) => type === "gate.evaluated");
  const drill = latest.find(({ type }) => type === "drill.completed");
  if (gate === undefined && drill === undefined)
    return (
      <p class="quiet alone">Phase 8: no verdict in the log (phase8-gate check --log). No drill either.</p>
    );
  return (
    <Card title="Release gate and drills">
      <ul class="health">
        {gate === undefined ? null : (
          <li class={gate.ok === true ? (isDoubtful.value ? "none" : "ok") : "no"}>
            <i aria-hidden="true" />
            <b>Phase 8</b>
            <div>
              <a href={href("entry", String(gate.seq))}>{gate.ok === true ? "ready" : "not ready"}</a>
              <small>
                {gate.note} <Time at={gate.at} />
              </small>
            </div>
          </li>
        )}
        {drill === undefined ? null : (
          <li class="none">
            <i aria-hidden="true" />
            <b>Drill</b>
            <div>
              <a href={href("entry", String(drill.seq))}>{drill.note}</a>
              <small>
                <Time at={drill.at} />
              </small>
            </div>
          </li>
        )}
      </ul>
    </Card>
  );
}
