import { heardAt, isDoubtful, isStale, link, now, overview } from "../data/model.ts";
import { href, route } from "../data/route.ts";
import { span } from "../ui/format.ts";

const views = [
  ["overview", "Overview"],
  ["timeline", "Timeline"],
  ["metrics", "Metrics"],
  ["verify", "Verify"],
] as const;

const isView = (name: string, at: string): boolean =>
  at === name || (name === "metrics" && at === "metric") || (name === "timeline" && at === "entry");

export function Header() {
  const { view } = route.value;
  return (
    <header class="top">
      <a class="brand" href={href("overview")}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <circle cx="12" cy="8.2" r="5.4" />
          <circle cx="8.2" cy="14.8" r="5.4" />
          <circle cx="15.8" cy="14.8" r="5.4" />
        </svg>
        <span>MV-CRS</span>
      </a>
      <nav aria-label="Views">
        {views.map(([name, text]) => (
          <a key={name} href={href(name)} aria-current={isView(name, view) ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      <Freshness />
      <Theme />
    </header>
  );
}

/** How old what is shown is, and how the page would hear of more. */
function Freshness() {
  const shown = overview.value;
  if (shown === null) return <span class="fresh">no data yet</span>;
  const age = now.value - Date.parse(shown.made_at);
  if (isStale.value)
    return (
      <output class="fresh stale">
        <b>STALE</b> made {span(age)} ago, promised every {span(shown.promised_ms)}
      </output>
    );
  const how =
    link.value === "live"
      ? "live"
      : link.value === "lost"
        ? `connection lost ${span(now.value - heardAt.value)} ago`
        : "static copy";
  return (
    <output class={`fresh ${isDoubtful.value || link.value === "lost" ? "doubt" : "good"}`}>
      <b>{how}</b> made {span(age)} ago
    </output>
  );
}

function Theme() {
  const toggle = () => {
    const root = document.documentElement;
    const isDark =
      root.dataset["theme"] === "dark" ||
      (root.dataset["theme"] === undefined && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset["theme"] = isDark ? "light" : "dark";
  };
  return (
    <button type="button" class="theme" onClick={toggle} aria-label="Change between light and dark">
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
        <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
      </svg>
    </button>
  );
}
