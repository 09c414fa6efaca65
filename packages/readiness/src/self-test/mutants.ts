import { exportFiles, layout } from "../layout.ts";
import { requiredMarkers } from "../rules/page.ts";
import { requiredHeadings } from "../rules/readme.ts";
import { at, each, edit, editJson, type Mutate, remove } from "./edit.ts";

/** One guarded fact, broken. */
export interface Mutant {
  readonly name: string;
  /** The rule that has to notice. */
  readonly rule: string;
  /** The exports it is about; a tree that is not expected to have one guards nothing of it. */
  readonly needs?: readonly string[];
  readonly mutate: Mutate;
}

const { manifest, readme, page } = layout;
const plan = (value: { [key: string]: unknown }) => at(value, "selfImprovement", "plan");
const flipHex = (text: string): string => text.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));

const manifestMutants: readonly Mutant[] = [
  {
    name: "cut the manifest in half",
    rule: "manifest-json",
    mutate: edit(manifest, (it) => it.slice(0, it.length / 2)),
  },
  {
    name: "repeat a key of the manifest",
    rule: "manifest-json",
    mutate: edit(manifest, (it) => it.replace(/"domains"\s*:/, '"domains": [], $&')),
  },
  {
    name: "shorten an address",
    rule: "manifest-schema",
    mutate: editJson(manifest, (it) => {
      at(it, "global")["treasury"] = "0x1234";
    }),
  },
  {
    name: "give a link a scheme that runs code",
    rule: "manifest-schema",
    mutate: editJson(manifest, (it) => {
      at(it, "global")["manifestoURI"] = "javascript:alert(1)";
    }),
  },
  {
    name: "repeat a slug in capitals",
    rule: "unique-slugs",
    mutate: editJson(manifest, (it) => {
      const first = at(it, "domains", 0);
      const copy = { ...first, slug: String(first["slug"]).toUpperCase() };
      it["domains"] = [...each(it, "domains"), copy];
    }),
  },
  {
    name: "put every sentinel to sleep",
    rule: "sentinel-coverage",
    mutate: editJson(manifest, (it) => {
      for (const sentinel of each(it, "sentinels")) sentinel["active"] = false;
    }),
  },
  {
    name: "let no sentinel name a domain",
    rule: "sentinel-coverage",
    mutate: editJson(manifest, (it) => {
      for (const sentinel of each(it, "sentinels")) sentinel["domains"] = [];
    }),
  },
  {
    name: "send the treasury to the zero address",
    rule: "address-sanity",
    mutate: editJson(manifest, (it) => {
      at(it, "global")["treasury"] = `0x${"0".repeat(40)}`;
    }),
  },
  {
    name: "mistype a letter of a checksummed treasury",
    rule: "address-sanity",
    mutate: editJson(manifest, (it) => {
      at(it, "global")["treasury"] = "0xFb6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
    }),
  },
  {
    name: "take the guardrails off a playbook",
    rule: "manifest-schema",
    mutate: editJson(manifest, (it) => {
      at(it, "selfImprovement", "playbooks", 0)["guardrails"] = [];
    }),
  },
  {
    name: "put a byte-order mark before the manifest",
    rule: "manifest-json",
    mutate: edit(manifest, (it) => `\ufeff${it}`),
  },
  {
    name: "let a sentinel watch a domain that is not there",
    rule: "known-domains",
    mutate: editJson(manifest, (it) => {
      at(it, "sentinels", 0)["domains"] = ["no-such-domain"];
    }),
  },
  {
    name: "lengthen the guardian review window",
    rule: "coverage-window",
    mutate: editJson(manifest, (it) => {
      at(it, "global")["guardianReviewWindow"] = 1_000_000_000;
    }),
  },
  {
    name: "raise a domain's autonomy above the guard",
    rule: "autonomy-guard",
    mutate: editJson(manifest, (it) => {
      at(it, "selfImprovement", "autonomyGuards")["maxAutonomyBps"] = 1;
      at(it, "domains", 0)["autonomyLevelBps"] = 2;
    }),
  },
  {
    name: "run the plan faster than the heartbeat",
    rule: "plan-cadence",
    mutate: editJson(manifest, (it) => {
      plan(it)["cadenceSeconds"] = 1;
      at(it, "global")["heartbeatSeconds"] = 2;
    }),
  },
  {
    name: "forget the last report",
    rule: "plan-report",
    mutate: editJson(manifest, (it) => {
      plan(it)["lastExecutedAt"] = 1;
      plan(it)["lastReportURI"] = "";
    }),
  },
];

const guideMutants: readonly Mutant[] = [
  ...requiredHeadings.map((heading) => ({
    name: `drop the heading ${heading}`,
    rule: "readme-headings",
    mutate: edit(readme, (it) => it.replaceAll(heading, "")),
  })),
  {
    name: "hide a heading in a comment",
    rule: "readme-headings",
    mutate: edit(readme, (it) => it.replace(requiredHeadings[0] ?? "", "<!--\n$&\n-->")),
  },
  {
    name: "hide a heading in an HTML block",
    rule: "readme-headings",
    mutate: edit(readme, (it) => it.replace(requiredHeadings[0] ?? "", "<pre>\n$&\n</pre>")),
  },
  {
    name: "swap two headings",
    rule: "readme-headings",
    mutate: edit(readme, (it) => {
      const [first = "", second = ""] = requiredHeadings;
      return it.replace(first, "\u0000").replace(second, first).replace("\u0000", second);
    }),
  },
  {
    name: "stop mentioning Mermaid",
    rule: "readme-topics",
    mutate: edit(readme, (it) => it.replaceAll(/mermaid/gi, "diagram")),
  },
];

const pageMutants: readonly Mutant[] = [
  ...requiredMarkers.map((id) => ({
    name: `drop the marker ${id}`,
    rule: "ui-markers",
    mutate: edit(page, (it) => it.replaceAll(id, "gone")),
  })),
  {
    name: "leave a marker in a comment only",
    rule: "ui-markers",
    mutate: edit(page, (it) => {
      const id = requiredMarkers[0] ?? "";
      return it.includes(id) ? `${it.replaceAll(id, "gone")}<!-- <p data-test-id="${id}"></p> -->` : it;
    }),
  },
  {
    name: "unlink the orchestration report",
    rule: "ui-markers",
    mutate: edit(page, (it) => it.replaceAll("phase8-orchestration-report.txt", "report.txt")),
  },
  {
    name: "take the diagram away",
    rule: "ui-markers",
    mutate: edit(page, (it) => it.replaceAll(/mermaid/gi, "chart")),
  },
];

const exportMutants: readonly Mutant[] = [
  ...Object.values(exportFiles).map((path) => ({
    name: `delete ${path}`,
    rule: "exports-present",
    needs: [path],
    mutate: remove(path),
  })),
  {
    name: "empty the cycle report",
    rule: "exports-present",
    mutate: edit(exportFiles.cycleReport, () => ""),
  },
  {
    name: "change the manifest's planHash",
    rule: "plan-hash",
    mutate: editJson(manifest, (it) => {
      plan(it)["planHash"] = flipHex(String(plan(it)["planHash"]));
    }),
  },
  {
    name: "send the export's plan elsewhere",
    rule: "plan-uri",
    mutate: editJson(exportFiles.selfImprovementPlan, (it) => {
      it["planURI"] = "ipfs://elsewhere";
    }),
  },
  {
    name: "change the export's cadence",
    rule: "plan-export-cadence",
    mutate: editJson(exportFiles.selfImprovementPlan, (it) => {
      it["cadenceSeconds"] = Number(it["cadenceSeconds"]) + 1;
    }),
  },
  {
    name: "flip a digit of a checksum",
    rule: "export-checksums",
    needs: [exportFiles.checksums],
    mutate: editJson(exportFiles.checksums, (it) => {
      const files = at(it, "files");
      const name = Object.keys(files)[0] ?? "";
      files[name] = flipHex(String(files[name]));
    }),
  },
  {
    name: "add a line to an export",
    rule: "export-checksums",
    needs: [exportFiles.telemetryReport, exportFiles.checksums],
    mutate: edit(exportFiles.telemetryReport, (it) => `${it}edited by hand\n`),
  },
  {
    name: "touch the manifest after exporting",
    rule: "exports-fresh",
    needs: [exportFiles.checksums],
    mutate: edit(manifest, (it) => `${it}\n`),
  },
  {
    name: "rename a column of the cycle report",
    rule: "cycle-report",
    mutate: edit(exportFiles.cycleReport, (it) => it.replace("reportUri", "uri")),
  },
  {
    name: "drop the rows of the cycle report",
    rule: "cycle-report",
    mutate: edit(exportFiles.cycleReport, (it) => `${it.split("\n", 1)[0]}\n`),
  },
];

export const mutants: readonly Mutant[] = [
  ...manifestMutants,
  ...guideMutants,
  ...pageMutants,
  ...exportMutants,
];
