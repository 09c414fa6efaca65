// Keeping a log elsewhere than in a file.

export type { Head } from "./log/head.ts";
export type {
  LineBatch,
  LinePage,
  LineStore,
  LineWriter,
  PageRange,
  TreeNode,
} from "./store/line-store.ts";
export { storeOfLines } from "./store/store-of-lines.ts";
