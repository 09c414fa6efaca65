import type { Head } from "@mvcrs/chain";
import type pg from "pg";
import { postgresErrors } from "../errors.ts";

/** Of a log without entries: the hash before the first, and the root of nothing (RFC 6962 2.1). */
export const EMPTY = {
  chainHash: Buffer.alloc(32),
  rootHash: Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex"),
};

export interface HeadRow {
  readonly epoch: string;
  readonly next: string;
  readonly bytes: string;
  readonly chain_hash: Buffer;
  readonly root_hash: Buffer;
  readonly frontier: Buffer;
  readonly counters: unknown;
}

export const HEAD_COLUMNS = "epoch, next, bytes, chain_hash, root_hash, frontier, counters";

/** The head and the epoch that it was written in. @throws STORE_HEAD_DAMAGED */
export interface KnownHead {
  readonly epoch: number;
  readonly head: Head;
}

/** @throws STORE_NOT_SET_UP, STORE_HEAD_DAMAGED */
export async function readHead(client: pg.Client, store: string): Promise<KnownHead> {
  const { rows } = await client.query<HeadRow>(`select ${HEAD_COLUMNS} from mvcrs.head`);
  const row = rows[0];
  if (row === undefined) throw postgresErrors.create("STORE_NOT_SET_UP", { store });
  return headOf(row, store);
}

/** @throws STORE_HEAD_DAMAGED */
export function headOf(row: HeadRow, store: string): KnownHead {
  const damaged = (reason: string) => postgresErrors.create("STORE_HEAD_DAMAGED", { store, reason });
  const whole = (digits: string, name: string): number => {
    const number = Number(digits);
    if (!Number.isSafeInteger(number) || number < 0) throw damaged(`${name} is ${digits}`);
    return number;
  };
  const frontier: string[] = [];
  for (let at = 0; at < row.frontier.length; at += 32)
    frontier.push(row.frontier.subarray(at, at + 32).toString("hex"));
  const count = whole(row.next, "next");
  if (row.frontier.length % 32 !== 0 || frontier.length !== onesIn(count))
    throw damaged(`its frontier does not have the form of ${count} entries`);
  if (row.chain_hash.length !== 32 || row.root_hash.length !== 32) throw damaged("a hash is not 32 bytes");
  if (!isCounters(row.counters)) throw damaged("counters are not whole numbers");
  return {
    epoch: whole(row.epoch, "epoch"),
    head: {
      count,
      bytes: whole(row.bytes, "bytes"),
      chainHash: row.chain_hash.toString("hex"),
      rootHash: row.root_hash.toString("hex"),
      frontier,
      counters: row.counters,
    },
  };
}

/** A tree of n leaves has as many maximal complete subtrees as n has ones in binary. */
const onesIn = (count: number): number => count.toString(2).replaceAll("0", "").length;

const isCounters = (value: unknown): value is Readonly<Record<string, number>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
