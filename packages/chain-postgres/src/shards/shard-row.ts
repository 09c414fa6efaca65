import { hash } from "node:crypto";
import { postgresErrors } from "../errors.ts";

/** How many shards there are: what a key hashes to must never change. */
export const SHARDS = 256;

/** The shard of a key: the first byte of the SHA-256 of its UTF-8. */
export function shardOf(key: string): number {
  return Number.parseInt(hash("sha256", key, "hex").slice(0, 2), 16);
}

/** One thing that is to be judged. */
export interface ShardRow {
  /** A UUID, derived from who says what: sent again, it is known for as long as it waits. */
  readonly id: string;
  /** Rows with one key are in one shard, in the order in which they were acknowledged. */
  readonly key: string;
  /** One ASCII character that tells whoever takes it what it is; `-` is kept for what was taken before. */
  readonly kind: string;
  /** Who sent it, for people. */
  readonly sender: string;
  /** One line. */
  readonly body: string;
  /** Its id stays known after it was taken: for what counts again where it is judged again. Default false. */
  readonly once?: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws ROW_UNSUITABLE, INBOX_ID */
export function assertSuitable({ id, kind, body }: ShardRow): void {
  if (!UUID.test(id)) throw postgresErrors.create("INBOX_ID", { id });
  if (!/^[a-z]$/.test(kind))
    throw postgresErrors.create("ROW_UNSUITABLE", {
      id,
      problem: `its kind is ${JSON.stringify(kind)}, not one of a to z`,
    });
  if (body.includes("\n") || body.includes("\0"))
    throw postgresErrors.create("ROW_UNSUITABLE", { id, problem: "its body is not one line of text" });
}
