import type { OwnEntry } from "../data/challenge.ts";
import { Card, Quiet } from "../ui/bits.tsx";
import { short } from "../ui/format.ts";

/** What the report and its witnesses said, and the signal as it was judged. */
export function Evidence({ entries }: { readonly entries: readonly OwnEntry[] }) {
  const signal = entries[0]?.event.signal;
  if (signal === undefined) return null;
  const { witnesses = [] } = signal;
  return (
    <Card title="Evidence">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">who</th>
            <th scope="col">as</th>
            <th scope="col" class="num">
              said
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{signal.source}</td>
            <td>reporter</td>
            <td class="num">{short(signal.value)}</td>
          </tr>
          {witnesses.map(({ source, value }) => (
            <tr key={source}>
              <td>{source}</td>
              <td>witness</td>
              <td class={value === signal.value ? "num" : "num no"}>{short(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {witnesses.length === 0 ? <Quiet>No witness reported it.</Quiet> : null}
      <details>
        <summary>The signal as it was judged</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(signal, null, 2)}</pre>
      </details>
    </Card>
  );
}
