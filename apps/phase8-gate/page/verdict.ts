import { byId } from "./dom.ts";

/** Says what the gate thinks of what is shown. Words and a drawn mark: a font may have no emoji. */
export function sayVerdict(verdict: "pass" | "warned" | "fail" | "stale" | "none", text: string): void {
  const target = byId("verdict");
  target.dataset["verdict"] = verdict;
  target.textContent = text;
}

/**
 * Shows what the gate said last, from the file that `npm run demo:phase8:ci` leaves behind. A verdict of another manifest
 * than the one that is shown is none.
 *
 * @param manifestSha256 of the manifest as it was loaded
 */
export async function showVerdict(manifestSha256: string): Promise<void> {
  try {
    const response = await fetch("verdict/last.json", { cache: "no-store" });
    if (!response.ok) return sayVerdict("none", "no verdict yet: npm run demo:phase8:ci");
    const read: unknown = await response.json();
    if (typeof read !== "object" || read === null || !("ok" in read) || !("at" in read))
      return sayVerdict("none", "unreadable: run the gate again");
    const at = `${String(read.at).slice(0, 16).replace("T", " ")} UTC`;
    if ("manifestSha256" in read && read.manifestSha256 !== manifestSha256)
      return sayVerdict("stale", `of another manifest, ${at}: npm run demo:phase8:ci`);
    const [errors, warnings] = [countIn(read, "errors"), countIn(read, "warnings")];
    if (read.ok !== true) return sayVerdict("fail", `not ready: ${plural(errors, "finding")} · ${at}`);
    if (warnings !== 0) return sayVerdict("warned", `ready, ${plural(warnings, "warning")} · ${at}`);
    sayVerdict("pass", `ready · ${at}`);
  } catch {
    sayVerdict("none", "no verdict to be read");
  }
}

function countIn(read: object, key: "errors" | "warnings"): number {
  const counts: unknown = "counts" in read ? read.counts : undefined;
  const value: unknown = typeof counts === "object" && counts !== null ? Reflect.get(counts, key) : undefined;
  return typeof value === "number" ? value : 0;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
