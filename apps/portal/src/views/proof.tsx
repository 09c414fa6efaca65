import type { Proven } from "../data/verifier.ts";
import { count } from "../ui/format.ts";

/** Whether an entry's inclusion was checked, in a word. */
export function ProofMark({
  proof,
  unproven,
}: {
  readonly proof: Proven | null;
  readonly unproven: string | null;
}) {
  return proof === null ? (
    <span class="proof none" title={unproven ?? ""}>
      not proven: {unproven}
    </span>
  ) : (
    <span
      class="proof"
      title={`leaf ${proof.leaf}, ${proof.path.length} hashes up to the root of ${proof.size} entries`}
    >
      proven in {count(proof.size)}
    </span>
  );
}
