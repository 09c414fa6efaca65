import { createHash } from "node:crypto";
import { joinHashes, leafHashInPlace } from "./node-sha256.ts";
import type { LineHasher } from "../check/range-checker.ts";

export const nodeHasher: LineHasher = {
  leaf: leafHashInPlace,
  join: joinHashes,
  stream: () => createHash("sha256"),
};
