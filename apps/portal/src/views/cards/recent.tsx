import { pageSize } from "@mvcrs/portal/format";
import { href } from "../../data/route.ts";
import { arrived, lineOf } from "../../data/timeline.ts";
import { Card, Quiet } from "../../ui/bits.tsx";
import { Line } from "../line.tsx";

const shown = 12;

/** The newest entries. */
export function Recent({ count }: { readonly count: number }) {
  // Drawn again when a page has come.
  arrived.value;
  const seqs = Array.from({ length: Math.min(shown, count) }, (_, n) => count - 1 - n);
  return (
    <Card
      title="Timeline"
      aside={<a href={href("timeline")}>all {new Intl.NumberFormat("en-GB").format(count)}</a>}
    >
      {count === 0 ? <Quiet>Nothing is logged yet.</Quiet> : null}
      <ol class="lines" reversed start={count - 1} data-page={Math.floor(count / pageSize)}>
        {seqs.map((seq) => (
          <li key={seq}>
            <Line seq={seq} line={lineOf(seq)} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
