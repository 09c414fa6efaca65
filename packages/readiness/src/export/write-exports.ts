import { join } from "node:path";
import { nodeTextFiles } from "@mvcrs/files";
import { readinessErrors } from "../errors.ts";
import { findFolder } from "../evaluate.ts";
import { coreExports } from "../expected-exports.ts";
import { exportFiles, layout } from "../layout.ts";
import type { ReadinessSource } from "../source.ts";
import { openTree } from "../tree.ts";
import { type PlannedExports, planExports } from "./plan-exports.ts";

export interface ExportPlan extends PlannedExports {
  readonly folder: string;
  /** Files that are not as they should be, the manifest among them when its hash changes. */
  readonly stale: readonly { readonly path: string; readonly problem: string }[];
}

/**
 * What an export would write, and what of it is not there yet. Changes nothing.
 *
 * @throws FOLDER_NOT_FOUND, MANIFEST_INVALID, CYCLES_UNREADABLE, EXPORTS_HIDDEN, EPOCH_INVALID, what `source` throws
 */
export async function checkExports(
  source: ReadinessSource,
  options: { readonly folder?: string | undefined; readonly sourceDateEpoch?: string | undefined } = {},
): Promise<ExportPlan> {
  const folder = await findFolder(source, options.folder);
  const tree = openTree(source, folder);
  const manifest = await tree.text(layout.manifest);
  if (manifest.state !== "ok")
    throw readinessErrors.create("MANIFEST_INVALID", { path: layout.manifest, problems: [manifest.problem] });
  const previous = new Map<string, string>();
  const marked = new Set<string>();
  const hidden = new Set<string>();
  for (const path of [layout.manifest, ...Object.values(exportFiles)]) {
    const file = await tree.text(path);
    if (file.state === "ok") previous.set(path, file.text);
    else if (path === exportFiles.cycleReport && file.state === "unusable")
      throw readinessErrors.create("CYCLES_UNREADABLE", { path, problems: [file.problem] });
    if (file.state === "ok" && file.byteOrderMark) marked.add(path);
    if (path !== layout.manifest && (await tree.hidden(path))) hidden.add(path);
  }
  const core = coreExports.filter((path) => hidden.has(path));
  if (core.length > 0) throw readinessErrors.create("EXPORTS_HIDDEN", { paths: core });
  const planned = planExports(manifest.text, previous, options.sourceDateEpoch, hidden);
  const stale = [...planned.files].flatMap(([path, text]) => {
    const found = previous.get(path);
    // A checksum is taken of bytes, so the mark has to go.
    if (found === text) return marked.has(path) ? [{ path, problem: "begins with a byte-order mark" }] : [];
    return [{ path, problem: found === undefined ? "is missing" : differs(found, text) }];
  });
  return { ...planned, folder, stale };
}

function differs(found: string, wanted: string): string {
  const lines = wanted.split("\n");
  const first = found.split("\n").findIndex((line, index) => line !== lines[index]);
  return `differs from line ${(first < 0 ? lines.length : first) + 1} on`;
}

/**
 * Writes what is stale: each file whole or not at all, exports before the checksums that list them, the manifest last.
 * Killed in between, the gate says so and the next run ends it.
 *
 * @throws FILE_FAILED
 */
export async function writeExports(root: string, plan: ExportPlan): Promise<void> {
  for (const { path } of plan.stale) {
    const text = plan.files.get(path);
    if (text !== undefined) await nodeTextFiles.write(join(root, plan.folder, path), text);
  }
}
