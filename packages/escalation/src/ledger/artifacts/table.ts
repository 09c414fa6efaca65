import { relative } from "node:path";
import type { Edit } from "@mvcrs/files";
import type { Challenge } from "../challenge.ts";
import type { RaisedChallenge } from "../folded/every-challenge.ts";
import type { SavedTable } from "../folded/saved-format.ts";
import type { ArtifactPaths } from "./paths.ts";

/** A table of a sibling package with a row for every challenge, such as the telemetry CSV: a file that follows from the log. */
export interface Projector {
  readonly path: (paths: ArtifactPaths) => string;
  /** What stands before the rows, with the end of its line. */
  readonly header: string;
  /** The row of a challenge, with the end of its line. */
  row(challenge: Challenge): string;
}

/** Where a table is, by its path below the root. */
export const nameOf = (projector: Projector, paths: ArtifactPaths): string =>
  relative(paths.root, projector.path(paths));

/** The whole text of tables, and what to know to change them later. */
export async function wholeTables(
  projectors: readonly Projector[],
  challenges: AsyncIterable<RaisedChallenge>,
  each: (challenge: Challenge) => Promise<void> = async () => undefined,
): Promise<{ readonly text: string; readonly table: SavedTable }[]> {
  const rows = projectors.map((): string[] => []);
  const lengths = projectors.map((): number[] => []);
  const open: { readonly id: string; readonly ordinal: number }[] = [];
  for await (const { challenge, ordinal } of challenges) {
    for (const [i, projector] of projectors.entries()) {
      const row = projector.row(challenge);
      (rows[i] ?? [])[ordinal] = row;
      // Counting also makes one string of the many that a row is put together from.
      (lengths[i] ?? [])[ordinal] = Buffer.byteLength(row);
    }
    if (challenge.status !== "resolved") open.push({ id: challenge.id, ordinal });
    await each(challenge);
  }
  return projectors.map(({ header }, i) => {
    const mine = rows[i] ?? [];
    const places: number[] = [];
    let bytes = Buffer.byteLength(header);
    for (const length of lengths[i] ?? []) {
      places.push(bytes);
      bytes += length;
    }
    const known = open.map(
      ({ id, ordinal }) => [id, { at: places[ordinal] ?? 0, text: mine[ordinal] ?? "" }] as const,
    );
    return { text: header + mine.join(""), table: { bytes, rows: new Map(known) } };
  });
}

/** What a table needs to follow challenges that changed or are new, these in the order raised; and how it stands then. */
export function editsOf(
  table: SavedTable,
  projector: Projector,
  touched: readonly Challenge[],
): { readonly edits: readonly Edit[]; readonly table: SavedTable } {
  const fresh = new Map(touched.map((challenge) => [challenge.id, projector.row(challenge)]));
  const edits: Edit[] = [];
  const rows = new Map<string, { readonly at: number; readonly text: string }>();
  let moved = 0;
  const inOrder = [...table.rows].sort(([, a], [, b]) => a.at - b.at);
  for (const [id, { at, text: old }] of inOrder) {
    const text = fresh.get(id) ?? old;
    fresh.delete(id);
    rows.set(id, { at: at + moved, text });
    if (text === old) continue;
    edits.push({ at, old, text });
    moved += Buffer.byteLength(text) - Buffer.byteLength(old);
  }
  let end = table.bytes + moved;
  for (const [id, text] of fresh) {
    rows.set(id, { at: end, text });
    end += Buffer.byteLength(text);
  }
  if (fresh.size > 0) edits.push({ at: table.bytes, old: "", text: [...fresh.values()].join("") });
  // A row of a closed challenge changes no more.
  for (const { id, status } of touched) if (status === "resolved") rows.delete(id);
  return { edits, table: { bytes: end, rows } };
}
