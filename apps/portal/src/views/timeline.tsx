import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { useEffect, useRef, useState } from "preact/hooks";
import { overview } from "../data/model.ts";
import { goTo, route } from "../data/route.ts";
import { arrived, lineOf, pageProblem } from "../data/timeline.ts";
import { Quiet } from "../ui/bits.tsx";
import { count as grouped } from "../ui/format.ts";
import { Line } from "./line.tsx";

/** As the style has it: two lines a row on a phone. */
const isNarrow = matchMedia("(max-width: 640px)");
const rowHeight = (): number => (isNarrow.matches ? 50 : 34);
/** Rows in one scrollable list: a browser draws nothing that is higher than some thirty million pixels. */
const most = 600_000;

/** Every entry, the newest first. */
export function TimelineView() {
  const { at } = route.value;
  const all = Math.min(overview.value?.log.count ?? 0, at === null ? Number.POSITIVE_INFINITY : at + 1);
  const [top, setTop] = useState<number | null>(null);
  const newest = Math.min(all, top ?? all);
  const rows = Math.min(newest, most);
  return (
    <section class="card timeline" aria-labelledby="timeline-title">
      <header>
        <h1 id="timeline-title">Timeline</h1>
        <form
          class="aside at"
          onSubmit={(event) => {
            event.preventDefault();
            const text = String(new FormData(event.currentTarget).get("entry") ?? "");
            setTop(text === "" ? null : Math.max(1, Math.min(all, Number(text) + 1)));
          }}
        >
          <label for="jump">from entry</label>
          <input
            id="jump"
            name="entry"
            type="number"
            min={0}
            max={Math.max(0, all - 1)}
            placeholder={String(Math.max(0, all - 1))}
          />
          <button type="submit">go</button>
          {at === null ? null : (
            <button type="button" onClick={() => goTo(null)}>
              now
            </button>
          )}
        </form>
      </header>
      {pageProblem.value === null ? null : (
        <p class="notice bad" role="alert">
          {pageProblem.value}
        </p>
      )}
      {all === 0 ? <Quiet>Nothing is logged yet.</Quiet> : <List key={newest} newest={newest} rows={rows} />}
      <Quiet>
        {grouped(all)} entries
        {rows < newest ? `, ${grouped(rows)} of them in this list: jump to what is older` : ""}. Arrows, Page
        Up and Page Down scroll.
      </Quiet>
    </section>
  );
}

function List({ newest, rows }: { readonly newest: number; readonly rows: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [, draw] = useState(0);
  const virtual = useRef<Virtualizer<HTMLDivElement, Element>>(null);
  arrived.value;
  virtual.current ??= new Virtualizer<HTMLDivElement, Element>({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: rowHeight,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw((n) => n + 1),
  });
  const list = virtual.current;
  useEffect(() => {
    const end = list._didMount();
    list._willUpdate();
    const measure = () => list.measure();
    isNarrow.addEventListener("change", measure);
    return () => {
      isNarrow.removeEventListener("change", measure);
      end();
    };
  }, [list]);
  useEffect(() => {
    list.setOptions({ ...list.options, count: rows });
    list._willUpdate();
  }, [list, rows]);
  const items = list.getVirtualItems();
  return (
    <div
      class="scroll"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      role="feed"
      aria-label="Entries, newest first"
      aria-busy="false"
    >
      <div class="tall" style={{ height: `${list.getTotalSize()}px` }}>
        {items.map(({ index, start, key }) => {
          const seq = newest - 1 - index;
          return (
            <article
              key={key}
              style={{ transform: `translateY(${start}px)` }}
              aria-posinset={index + 1}
              aria-setsize={rows}
              aria-label={`Entry ${seq}`}
            >
              <Line seq={seq} line={lineOf(seq)} />
            </article>
          );
        })}
      </div>
    </div>
  );
}
