import { utf8 } from "@mvcrs/canonical";
import { sha256Hex } from "@mvcrs/canonical/sha256";
import { addressProblem } from "../address.ts";
import { keccak256Hex } from "../digest.ts";
import { readinessErrors } from "../errors.ts";
import { readJson } from "../json-document.ts";
import { exportFiles, layout } from "../layout.ts";
import { manifestFacts } from "../manifest-facts.ts";
import type { Manifest } from "../manifest-schema.ts";
import { mermaidDiagram } from "../mermaid.ts";
import { parseManifest } from "../parse-manifest.ts";
import { governanceCalls, managerOf } from "./calldata.ts";
import { cycleReportText } from "./cycle-rows.ts";
import { planDocument, redeployPayload } from "./plan-document.ts";
import { orchestrationReport, type ReportInput, telemetryReport } from "./reports.ts";
import { safeBatch } from "./safe-batch.ts";

/** What stands under `output/` already, by path relative to the Phase 8 folder. */
export type PreviousExports = ReadonlyMap<string, string>;

export interface PlannedExports {
  /**
   * Every file as it should be, the manifest among them, by path relative to the Phase 8 folder; not those that the tree's
   * `.gitignore` hides.
   */
  readonly files: ReadonlyMap<string, string>;
  readonly planHash: string;
  /** `false` where a hash that was set by hand was kept. */
  readonly derived: boolean;
  /** What a person should know. */
  readonly notices: readonly string[];
}

/**
 * Everything that follows from a manifest. Pure: the same manifest, the same earlier plan and cycle report and the same
 * epoch give the same bytes.
 *
 * @param sourceDateEpoch the text of SOURCE_DATE_EPOCH; used where the manifest records no execution
 * @param hidden what the tree's `.gitignore` hides, by path relative to the Phase 8 folder
 * @throws MANIFEST_INVALID, CYCLES_UNREADABLE, EPOCH_INVALID
 */
export function planExports(
  manifestText: string,
  previous: PreviousExports,
  sourceDateEpoch?: string,
  hidden: ReadonlySet<string> = new Set(),
): PlannedExports {
  const manifest = exportable(manifestText);
  const { plan } = manifest.selfImprovement;
  const document = planDocument(manifest);
  const payload = earlierPayload(previous);
  const keep = keptByHand(plan, payload, previous);
  const planHash = keep ? plan.planHash : document.hash;
  const newManifest = keep ? manifestText : withPlanHash(manifestText, document.hash);
  const asOf = plan.lastExecutedAt || parseEpoch(sourceDateEpoch);
  const calls = governanceCalls(manifest, planHash);
  const input: ReportInput = { manifest, planHash, derived: planHash === document.hash, calls, asOf };
  const manager = managerOf(manifest);
  const cycles = cycleReportText(manifest, previous.get(exportFiles.cycleReport) ?? "");

  const files = new Map<string, string>([
    // The payload is written before the plan: a run killed between the two must not look like a hash set by hand.
    [exportFiles.selfImprovementPlan, json(redeployPayload(manifest, planHash, payload["description"]))],
    [exportFiles.plan, new TextDecoder().decode(document.bytes)],
    [exportFiles.orchestrationReport, orchestrationReport(input)],
    [exportFiles.cycleReport, cycles.text],
    [exportFiles.mermaidDiagram, mermaidDiagram(manifest)],
    [exportFiles.telemetryReport, telemetryReport(input)],
    [
      exportFiles.governanceCalldata,
      json({
        managerAddress: manager.address,
        managerFrom: manager.from,
        chainId: manifest.global.chainId ?? 1,
        calls,
      }),
    ],
    [exportFiles.safeBatch, json(safeBatch(manifest, calls, asOf))],
  ]);
  for (const path of hidden) files.delete(path);
  if (!hidden.has(exportFiles.checksums))
    files.set(exportFiles.checksums, checksums(newManifest, planHash, files));
  files.set(layout.manifest, newManifest);
  return {
    files,
    planHash,
    derived: input.derived,
    notices: [
      ...(input.derived ? [] : [`planHash ${planHash} was set by hand and agrees with the export: kept`]),
      ...(newManifest === manifestText ? [] : [`planHash of the manifest becomes ${planHash}`]),
      ...(manager.from === "global.phase8Manager"
        ? []
        : [`no global.phase8Manager is declared: calls are addressed to ${manager.from} ${manager.address}`]),
      ...cycles.kept.map((row) => `cycle ${row} stands in the report only, not in the manifest; it is kept`),
      ...(hidden.size === 0 ? [] : [`hidden by .gitignore, so not written: ${[...hidden].join(", ")}`]),
    ],
  };
}

/** What goes into calldata must be right: a manifest that the schema refuses, or with an implausible address, is no plan. */
function exportable(text: string): Manifest {
  const { manifest, problems } = parseManifest(text);
  const addresses = manifest === undefined ? [] : (manifestFacts(manifest)?.addresses ?? []);
  const found = [
    ...problems.map((it) => `line ${it.line}: ${it.pointer || "/"} ${it.problem}`),
    ...addresses.flatMap(({ pointer, value }) => {
      const problem = addressProblem(value);
      return problem === undefined ? [] : [`${pointer} ${problem}`];
    }),
  ];
  if (manifest === undefined || found.length > 0)
    throw readinessErrors.create("MANIFEST_INVALID", { path: layout.manifest, problems: found });
  return manifest;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
/** The fields of the payload that stands in `output/` now; none where there is no such file, or no JSON object in it. */
function earlierPayload(previous: PreviousExports): Readonly<Record<string, unknown>> {
  const read = readJson(previous.get(exportFiles.selfImprovementPlan) ?? "");
  const value = "problems" in read ? undefined : read.document.value;
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/**
 * A hash is kept where somebody set it by hand: the exported payload agrees with the manifest in everything, and the
 * exported plan shows that the hash never was its own. A hash that was derived from an older plan is not kept.
 */
function keptByHand(
  plan: { readonly planURI: string; readonly planHash: string; readonly cadenceSeconds: number },
  payload: Readonly<Record<string, unknown>>,
  previous: PreviousExports,
): boolean {
  const { planHash, planURI, cadenceSeconds } = payload;
  const agrees =
    typeof planHash === "string" &&
    planHash.toLowerCase() === plan.planHash.toLowerCase() &&
    planURI === plan.planURI &&
    cadenceSeconds === plan.cadenceSeconds;
  return agrees && exportedPlanHash(previous) !== plan.planHash.toLowerCase();
}

/** The hash of the plan that stands in `output/` now. */
function exportedPlanHash(previous: PreviousExports): string | undefined {
  const text = previous.get(exportFiles.plan);
  return text === undefined ? undefined : keccak256Hex(utf8(text));
}

/** Only the hash itself changes; the author of the manifest keeps its layout. */
function withPlanHash(text: string, hash: string): string {
  const read = readJson(text);
  if ("problems" in read) return text;
  const span = read.document.span("/selfImprovement/plan/planHash");
  if (span === undefined) return text;
  return `${text.slice(0, span.offset)}"${hash}"${text.slice(span.offset + span.length)}`;
}

function checksums(manifestText: string, planHash: string, files: ReadonlyMap<string, string>): string {
  const names = [...files].map(([path, text]) => [path.slice(layout.output.length + 1), sha256Hex(text)]);
  return json({
    version: 1,
    algorithm: "sha256",
    derivedFrom: { path: layout.manifest, sha256: sha256Hex(manifestText) },
    planHash,
    files: Object.fromEntries(names.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1))),
  });
}

function parseEpoch(value: string | undefined): number {
  if (value === undefined || value === "") return 0;
  if (!/^\d{1,12}$/.test(value)) throw readinessErrors.create("EPOCH_INVALID", { value });
  return Number(value);
}
