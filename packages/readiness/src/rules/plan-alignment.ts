import { keccak256Hex } from "../digest.ts";
import { expectedExports } from "../expected-exports.ts";
import { exportFiles } from "../layout.ts";
import type { ManifestFacts } from "../manifest-facts.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";
import type { ReadinessTree } from "../tree.ts";
import { exportAgain } from "./exports-present.ts";

type PlanKey = "planHash" | "planURI" | "cadenceSeconds";

const alignment = (id: string, key: PlanKey, files: readonly string[], why: string): Rule => ({
  id,
  title: `Exported ${key} matches the manifest`,
  severity: "error",
  why,
  mend: exportAgain,
  check: async (tree) => {
    const read = await tree.facts();
    if (read === undefined) return blocked("manifest-json");
    const wanted = read.facts.plan[key];
    if (wanted === undefined) return blocked("manifest-schema");
    const expected = await expectedExports(tree);
    const exports = await Promise.all(
      files.filter((file) => expected.has(file)).map(async (file) => ({ file, json: await tree.json(file) })),
    );
    if (exports.some(({ json }) => json.state !== "ok")) return blocked("exports-present");
    return {
      lookedAt: exports.map(({ file }) => file),
      findings: exports.flatMap(({ file, json }): RawFinding[] => {
        if (json.state !== "ok") return [];
        const found = fieldOf(json.document.value, key);
        if (same(wanted, found)) return [];
        return [
          {
            message: `Manifest ${key} does not match exported plan JSON: ${show(wanted)} in the manifest, ${show(found)} in ${file}`,
            mend: exportAgain,
            file,
            pointer: `/${key}`,
            ...json.document.locate(`/${key}`),
          },
        ];
      }),
    };
  },
});

export const planHash = alignment(
  "plan-hash",
  "planHash",
  [exportFiles.selfImprovementPlan],
  "The exported payload is what gets redeployed; with another hash it installs another plan than the manifest names.",
);

export const planUri = alignment(
  "plan-uri",
  "planURI",
  [exportFiles.selfImprovementPlan, exportFiles.plan],
  "The URI tells everyone where the plan is; manifest and export must send them to the same place.",
);

export const planExportCadence = alignment(
  "plan-export-cadence",
  "cadenceSeconds",
  [exportFiles.selfImprovementPlan, exportFiles.plan],
  "The cadence decides how often the system changes itself; it must be the one that was reviewed.",
);

export const planHashDerived: Rule = {
  id: "plan-hash-derived",
  title: "planHash is the hash of the plan",
  severity: "warning",
  why: "A hash that was set by hand commits to a document that this repository does not hold, so nobody can check it here.",
  mend: "Unless the hash commits to a plan published elsewhere, set it to the keccak256 of output/phase8-plan.json, or remove output/ and export again.",
  check: async (tree) => {
    const read = await tree.facts();
    if (read === undefined) return blocked("manifest-json");
    const wanted = read.facts.plan.planHash;
    if (wanted === undefined) return blocked("manifest-schema");
    if (!(await expectedExports(tree)).has(exportFiles.plan))
      return { lookedAt: [], findings: [], beside: `this tree ships no ${exportFiles.plan}` };
    const plan = await planFile(tree);
    if (plan === undefined) return blocked("exports-present");
    const derived = keccak256Hex(plan);
    return {
      lookedAt: [exportFiles.plan],
      findings: same(wanted, derived)
        ? []
        : [
            {
              message: `Manifest planHash ${wanted} was set by hand: the keccak256 of ${exportFiles.plan} is ${derived}`,
              mend: "Keep it only if it commits to a plan published elsewhere.",
              file: exportFiles.plan,
            },
          ],
    };
  },
};

async function planFile(tree: ReadinessTree): Promise<Uint8Array | undefined> {
  const file = await tree.json(exportFiles.plan);
  return file.state === "ok" ? file.bytes : undefined;
}

const blocked = (blockedBy: string): RuleOutcome => ({ lookedAt: [], findings: [], blockedBy });

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** Hashes are the same in either case. */
const same = (wanted: ManifestFacts["plan"][PlanKey], found: unknown): boolean =>
  typeof wanted === "string" && typeof found === "string" && /^0x/i.test(wanted)
    ? wanted.toLowerCase() === found.toLowerCase()
    : wanted === found;

const show = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
};
