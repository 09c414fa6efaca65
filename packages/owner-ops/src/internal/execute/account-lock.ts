import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ownerErrors } from "../../errors.ts";

/**
 * Takes the lock of an account on a chain, so that two operators on one machine do not interleave nonces. Holds on one
 * host with a local disk only; between machines the account's nonce decides, and the loser stops.
 *
 * @returns releases the lock
 * @throws OPERATION_RUNNING
 */
export function lockAccount(folder: string, chainId: string, sender: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, `${chainId}-${sender}.lock`);
  const mine = join(folder, `.${randomUUID()}`);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    // link fails where the name exists and gives it with its content otherwise, in one go.
    if (!tryLink(mine, lock)) {
      const holder = readOr(lock, "");
      if (isAlive(holder)) throw running(lock, holder);
      takeAway(folder, lock, holder);
      if (!tryLink(mine, lock)) throw running(lock, readOr(lock, ""));
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readOr(lock, "") === text) rmSync(lock, { force: true });
  };
}

// Moves the lock of a dead process out of the way. If somebody else's fresh lock was moved instead, it goes back.
function takeAway(folder: string, lock: string, holder: string): void {
  const aside = join(folder, `.${randomUUID()}`);
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readOr(aside, "") !== holder) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return false;
    throw thrown;
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}

function isAlive(holder: string): boolean {
  const [, pid] = /"pid":(\d+)/.exec(holder) ?? [];
  const [, host] = /"host":"([^"]*)"/.exec(holder) ?? [];
  // A lock of another host on a shared disk cannot be judged from here; it stands.
  if (pid === undefined || host !== hostname()) return holder !== "";
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
}

function running(lock: string, holder: string) {
  const [, pid] = /"pid":(\d+)/.exec(holder) ?? [];
  return ownerErrors.create("OPERATION_RUNNING", {
    lock,
    holder: pid === undefined ? "an unknown process" : `process ${pid}`,
  });
}
