import { byId } from "./dom.ts";

/** Shows what the gate said last, from the file that `npm run demo:phase8:ci` leaves behind. */
export async function showVerdict(): Promise<void> {
  const target = byId("verdict");
  const say = (verdict: string, text: string): void => {
    target.dataset["verdict"] = verdict;
    target.textContent = text;
  };
  try {
    const response = await fetch("verdict/last.json", { cache: "no-store" });
    if (!response.ok) return say("none", "no verdict yet: npm run demo:phase8:ci");
    const read: unknown = await response.json();
    if (typeof read !== "object" || read === null || !("ok" in read) || !("at" in read))
      return say("none", "unreadable: run the gate again");
    const errors =
      "counts" in read && typeof read.counts === "object" && read.counts !== null && "errors" in read.counts
        ? String(read.counts.errors)
        : "?";
    const at = String(read.at).slice(0, 16).replace("T", " ");
    say(
      read.ok === true ? "pass" : "fail",
      `${read.ok === true ? "✅ ready" : `❌ ${errors} findings`} · ${at} UTC`,
    );
  } catch {
    say("none", "no verdict to be read");
  }
}
