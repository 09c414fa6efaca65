import { sha256Hex } from "@mvcrs/canonical/sha256";
import * as z from "zod";
import { expectedExports, isExportName } from "../expected-exports.ts";
import { exportFiles, layout } from "../layout.ts";
import type { RawFinding, Rule, RuleOutcome } from "../rule.ts";
import { exportAgain } from "./exports-present.ts";

const hex = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");

/** `output/phase8-checksums.json`. */
const checksumsSchema = z.looseObject({
  derivedFrom: z.looseObject({ path: z.literal(layout.manifest), sha256: hex }),
  files: z.record(z.string().refine(isExportName), hex),
});

const file = exportFiles.checksums;

const noChecksums: RuleOutcome = { lookedAt: [], findings: [], beside: `this tree ships no ${file}` };

export const exportChecksums: Rule = {
  id: "export-checksums",
  title: "Checksums of the exports are right",
  severity: "error",
  why: "They let an operator see that the file in hand is the one that was exported and reviewed.",
  mend: exportAgain,
  check: async (tree) => {
    const expected = await expectedExports(tree);
    if (!expected.has(file)) return noChecksums;
    const json = await tree.json(file);
    if (json.state !== "ok") return { lookedAt: [], findings: [], blockedBy: "exports-present" };
    const ours = Object.values<string>(exportFiles).filter((path) => path !== file && expected.has(path));
    const parsed = checksumsSchema.safeParse(json.document.value);
    const at = (pointer: string) => ({ mend: exportAgain, file, pointer, ...json.document.locate(pointer) });
    if (!parsed.success)
      return {
        lookedAt: [file],
        findings: parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
          message: `checksums file: ${path.join(".")} ${message}`,
          ...at(`/${path.map(String).join("/")}`),
        })),
      };

    const listed = new Map(Object.entries(parsed.data.files));
    const findings: RawFinding[] = [];
    for (const path of ours) {
      const name = path.slice(layout.output.length + 1);
      if (!listed.has(name))
        findings.push({ message: `${path} has no checksum`, ...at("/files"), subject: name });
    }
    let checked = 0;
    for (const [name, wanted] of listed) {
      const path = `${layout.output}/${name}`;
      const content = await tree.text(path);
      if (content.state === "ok") {
        checked++;
        const found = sha256Hex(content.bytes);
        if (found !== wanted)
          findings.push({
            message: `checksum of ${path} does not match: it is ${found}, listed is ${wanted}`,
            ...at(`/files/${name}`),
            subject: name,
          });
      } else if (!expected.has(path))
        findings.push({
          message: `${path} is listed but ${content.problem}`,
          ...at(`/files/${name}`),
          subject: name,
        });
    }
    return {
      lookedAt: checked === 0 ? [] : [`${checked} checksums`],
      findings,
      // A listed export that is missing is the finding of exports-present.
      ...(checked < ours.length ? { blockedBy: "exports-present" } : {}),
    };
  },
};

export const exportsFresh: Rule = {
  id: "exports-fresh",
  title: "Exports are made from this manifest",
  severity: "error",
  why: "Exports older than the manifest tell operators what was true before the change. The manifest's own hash is compared: file times mean nothing after a checkout.",
  mend: exportAgain,
  check: async (tree) => {
    const manifest = await tree.text(layout.manifest);
    if (manifest.state !== "ok") return { lookedAt: [], findings: [], blockedBy: "manifest-json" };
    if (!(await expectedExports(tree)).has(file)) return noChecksums;
    const json = await tree.json(file);
    if (json.state !== "ok") return { lookedAt: [], findings: [], blockedBy: "exports-present" };
    const parsed = checksumsSchema.shape.derivedFrom.safeParse(
      (json.document.value as { derivedFrom?: unknown }).derivedFrom,
    );
    if (!parsed.success) return { lookedAt: [], findings: [], blockedBy: "export-checksums" };
    const found = sha256Hex(manifest.bytes);
    return {
      lookedAt: [layout.manifest, file],
      findings:
        found === parsed.data.sha256
          ? []
          : [
              {
                message: `exports are older than ${layout.manifest}: they were made from ${parsed.data.sha256.slice(0, 12)}, it is now ${found.slice(0, 12)}`,
                mend: exportAgain,
                file,
                pointer: "/derivedFrom/sha256",
                ...json.document.locate("/derivedFrom/sha256"),
              },
            ],
    };
  },
};
