import { canonicalBytes, keccak256Hex } from "../digest.ts";
import type { Manifest } from "../manifest-schema.ts";

/**
 * The plan that `planHash` commits to, as RFC 8785 bytes: what the self-improvement kernel may do, how often, and within
 * which guards. When it last ran is not part of it. The file has no newline at its end, so that anybody can take the
 * keccak256 of the file itself.
 */
export function planDocument({ selfImprovement }: Manifest): {
  readonly bytes: Uint8Array;
  readonly hash: string;
} {
  const { plan, playbooks, autonomyGuards } = selfImprovement;
  const { maxAutonomyBps, humanOverrideMinutes, pausable, escalationChannels } = autonomyGuards;
  const bytes = canonicalBytes({
    version: 1,
    planURI: plan.planURI,
    cadenceSeconds: plan.cadenceSeconds,
    playbooks: playbooks.map(({ name, description = "", owner, automation = "", guardrails }) => ({
      name,
      description,
      ...(owner === undefined ? {} : { owner: owner.toLowerCase() }),
      automation,
      guardrails,
    })),
    autonomyGuards: { maxAutonomyBps, humanOverrideMinutes, pausable, escalationChannels },
  });
  return { bytes, hash: keccak256Hex(bytes) };
}

/** The payload for redeploying the kernel. A description that somebody wrote into it is kept. */
export function redeployPayload(
  { selfImprovement: { plan } }: Manifest,
  planHash: string,
  description: unknown,
) {
  return {
    planURI: plan.planURI,
    planHash,
    cadenceSeconds: plan.cadenceSeconds,
    description:
      typeof description === "string" && description !== ""
        ? description
        : "Deploys the self-improvement kernel again, with the plan that planHash commits to.",
  };
}
