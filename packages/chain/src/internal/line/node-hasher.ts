import { createHash } from "node:crypto";
import type { LineHasher } from "../check/range-checker.ts";
import { joinHashes, leafHashInPlace } from "./node-sha256.ts";

export const nodeHasher: LineHasher = {
  leaf: leafHashInPlace,
  join: joinHashes,
  stream: () => createHash("sha256"),
};
