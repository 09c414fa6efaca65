import { canonicalize } from "@mvcrs/canonical";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import type { EventOf } from "../events.ts";
import type { MvcrsConfig } from "./config.ts";

/** A key whose value differs; `null` where it is not there. */
export type ConfigKeyChange = NonNullable<EventOf<"config.changed">["changes"]>[number];

/** Names a configuration by what it says, however its file is written. */
export const configHash = (config: MvcrsConfig): string => sha256Hex(canonicalize(config));

const mostChanges = 100;
const longestValue = 200;

/** What another configuration says differently: each key by its path, with both values as short JSON. */
export function changedKeys(before: MvcrsConfig, after: MvcrsConfig): readonly ConfigKeyChange[] {
  const [old, next] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .filter((path) => old.get(path) !== next.get(path))
    .slice(0, mostChanges)
    .map((path) => ({ path, before: shown(path, old.get(path)), after: shown(path, next.get(path)) }));
}

function leaves(value: unknown, path = "", found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
    for (const [key, inner] of Object.entries(value))
      leaves(inner, path === "" ? key : `${path}.${key}`, found);
  else found.set(path, JSON.stringify(value));
  return found;
}

/** An address of a channel may be a secret in itself: that it changed is enough. */
function shown(path: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (path.startsWith("notifications.channels.")) return "(not shown)";
  return (value.length > longestValue ? `${value.slice(0, longestValue)}…` : value).toWellFormed();
}
