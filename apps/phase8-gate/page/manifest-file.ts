import {
  activeFindings,
  evaluateRules,
  type Finding,
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
  readonly findings: readonly Finding[];
}

/** Reads a manifest and has the gate's own rules judge it, by the bytes as they are. */
export async function judge(bytes: Uint8Array, now: number): Promise<Judged> {
  const { manifest } = parseManifest(new TextDecoder().decode(bytes));
  const report = await evaluateRules(memorySource({ [layout.manifest]: bytes }), {
    rules: manifestRules,
    now,
    config: { folder: "." },
  });
  const findings = activeFindings(report);
  return manifest === undefined ? { findings } : { manifest, findings };
}

/** A finding as a line for people. */
export const describe = ({ severity, message, line, mend }: Finding): string =>
  `${severity}${line === undefined ? "" : ` in line ${line}`}: ${message}. ${mend}`;

/** Asked before anything is read: the size limit is the gate's. */
export const isTooLarge = (bytes: number): boolean => bytes > maxFileBytes;

export const manifestPath = layout.manifest;
