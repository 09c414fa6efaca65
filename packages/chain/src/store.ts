// Keeping a log elsewhere than in a file.

export type { Head } from "./log/head.ts";
export { areCanonicalEvents, canonicalEvent } from "./store/canonical-event.ts";
export { LineSequence } from "./store/line-sequence.ts";
export type {
  LineBatch,
  LinePage,
  LineStore,
  LineWriter,
  PageRange,
  TreeNode,
} from "./store/line-store.ts";
export { RecentLines, type RecentRange } from "./store/recent-lines.ts";
export { storeOfLines } from "./store/store-of-lines.ts";
