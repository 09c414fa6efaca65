import type { Facts } from "@mvcrs/portal/format";
import { type Part, periodic } from "@mvcrs/service";
import type { MetricsSnapshot } from "@mvcrs/telemetry/metrics";
import { verificationProblem, verifyOnce } from "../verifying.ts";
import type { Service } from "./service.ts";

export interface VerificationPart extends Part {
  last(): MetricsSnapshot["verified"];
  /** The same, as the portal shows it. */
  shown(): Facts["verified"];
}

/** Verifies the whole log again and again. */
export function verificationPart({ context, say, wait }: Service, everyMs: number): VerificationPart {
  let last: MetricsSnapshot["verified"] = null;
  let note: string | null = null;
  const part = periodic({ name: "verification", everyMs, wait }, async (signal) => {
    const { paths, io } = context;
    const verified = await verifyOnce(paths, io.clock, signal);
    last = verified.last;
    note = verified.finding;
    const problem = verified.finding === null ? null : verificationProblem(verified.finding);
    if (problem !== null) say.warn("verification", problem);
    return { detail: { last_verification: new Date(last.at * 1000).toISOString(), holds: last.ok }, problem };
  });
  return {
    ...part,
    last: () => last,
    shown: () => (last === null ? null : { at: new Date(last.at * 1000).toISOString(), ok: last.ok, note }),
  };
}
