import {
  activeFindings,
  evaluateRules,
  layout,
  type Manifest,
  manifestRules,
  maxFileBytes,
  memorySource,
  parseManifest,
} from "@phase8/readiness/control-room";

export interface Judged {
  /** Absent where the manifest cannot be shown. */
  readonly manifest?: Manifest;
  /** What the gate's manifest rules say of it. */
  readonly findings: readonly string[];
}

/** Reads a manifest and has the gate's own rules judge it. */
export async function judge(text: string, now: number): Promise<Judged> {
  const { manifest } = parseManifest(text);
  const report = await evaluateRules(memorySource({ [layout.manifest]: text }), {
    rules: manifestRules,
    now,
    config: { folder: "." },
  });
  const findings = activeFindings(report).map(
    ({ severity, message, line, mend }) =>
      `${severity}${line === undefined ? "" : ` in line ${line}`}: ${message}. ${mend}`,
  );
  return manifest === undefined ? { findings } : { manifest, findings };
}

/** Asked before anything is read: the size limit is the gate's. */
export const isTooLarge = (bytes: number): boolean => bytes > maxFileBytes;

export const manifestPath = layout.manifest;
