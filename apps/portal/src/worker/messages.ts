/** What the page asks the worker for. */
export type Request =
  | {
      readonly kind: "verify";
      /** The log's folder, absolute. */
      readonly base: string;
      readonly checkpoint: string;
      readonly key: string;
      readonly origin: string | null;
      /** What was verified in this browser before. */
      readonly known: { readonly size: number; readonly root: string } | null;
      /** Another checkpoint that this log has to continue. */
      readonly pinned: string | null;
    }
  | {
      readonly kind: "entry";
      readonly id: number;
      readonly base: string;
      readonly checkpoint: string;
      readonly key: string;
      readonly origin: string | null;
      readonly seq: number;
    }
  /** From one worker to another: what do the entries of a full bundle hash to? */
  | { readonly kind: "bundle"; readonly base: string; readonly index: number };

/** What the worker says. Times in milliseconds since it was asked. */
export type Answer =
  | { readonly kind: "checkpoint"; readonly size: number; readonly root: string; readonly origin: string }
  | { readonly kind: "tail"; readonly from: number; readonly ms: number }
  | {
      readonly kind: "consistent";
      readonly size: number;
      readonly with: "known" | "pinned";
      readonly ms: number;
    }
  | { readonly kind: "progress"; readonly done: number; readonly from: number; readonly bytes: number }
  | {
      readonly kind: "done";
      readonly size: number;
      readonly root: string;
      readonly hashed: number;
      readonly ms: number;
    }
  /** Something does not hold: at an entry where it is known which. */
  | { readonly kind: "bad"; readonly seq: number | null; readonly problem: string }
  /** It could not be looked at. */
  | { readonly kind: "failed"; readonly problem: string }
  | {
      readonly kind: "entry";
      readonly id: number;
      readonly line: string;
      readonly leaf: string;
      readonly size: number;
      readonly path: readonly string[];
    }
  | { readonly kind: "entry-bad"; readonly id: number; readonly problem: string }
  | { readonly kind: "bundle"; readonly index: number; readonly root: Uint8Array; readonly bytes: number }
  | { readonly kind: "bundle-bad"; readonly index: number; readonly problem: string };
