import { isStale, link, now, overview, trouble } from "../data/model.ts";
import { Command } from "../ui/bits.tsx";
import { span } from "../ui/format.ts";

/** What is wrong with what is shown, above everything else. */
export function Notices() {
  const shown = overview.value;
  if (location.protocol === "file:") return <FromDisk />;
  return (
    <>
      {trouble.value === null ? null : (
        <p class="notice bad" role="alert">
          {trouble.value}
          {shown === null
            ? ""
            : `. What is shown was made ${span(now.value - Date.parse(shown.made_at))} ago.`}
        </p>
      )}
      {shown !== null && isStale.value ? (
        <p class="notice bad" role="alert">
          <b>Stale.</b> This was made {span(now.value - Date.parse(shown.made_at))} ago and was to be made
          again every {span(shown.promised_ms)}. What happened since does not show
          {link.value === "live" ? "" : ", and whoever makes it may have stopped"}.
        </p>
      ) : null}
      {shown === null || shown.contradictions.length === 0 ? null : (
        <div class="notice bad" role="alert">
          <b>Nothing here permits anything:</b> the root cannot be vouched for.
          <ul>
            {shown.contradictions.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Opened from disk, a browser lets a page read no other file. */
function FromDisk() {
  return (
    <div class="notice bad" role="alert">
      <p>
        <b>This page was opened from disk</b>, and a browser lets such a page read no other file and start no
        worker: it can show neither the log's state nor verify it. Serve the folder, and open the address that
        is printed:
      </p>
      <Command why="With Python:" text="python3 -m http.server 8080 --bind 127.0.0.1" />
      <Command why="Or have it live:" text="mvcrs serve" />
    </div>
  );
}
