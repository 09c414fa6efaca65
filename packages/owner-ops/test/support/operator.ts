import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rpc } from "@mvcrs/evm";
import { privateKeySigner } from "@mvcrs/evm";
import type { ExecuteOptions, OwnerEvent } from "../../src/index.ts";
import { keys } from "./anvil.ts";

/** Options of an operator with the owner's key, a memory instead of a log, and a clock that sleeping moves. */
export function operator(rpc: Rpc, changes: Partial<ExecuteOptions> = {}) {
  const events: OwnerEvent[] = [];
  let clock = Date.parse("2026-11-22T00:00:00.000Z");
  const options: ExecuteOptions = {
    rpc,
    signer: privateKeySigner(keys[0], "test"),
    caller: { actor: "on-call", kind: "human" },
    assertUnlocked: async () => {},
    recorder: {
      async record(event) {
        events.push(event);
        return { seq: events.length - 1, leafHash: "00".repeat(32) };
      },
    },
    journalFolder: join(tmpdir(), `owner-ops-test-${process.pid}-${randomUUID()}`),
    maxFeePerGas: 200n * 10n ** 9n,
    pollMs: 100,
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
    },
    ...changes,
  };
  return { options, events };
}

/** An endpoint in front of another: `answer` may give, throw, or leave a request to the node. */
export function proxied(
  rpc: Rpc,
  answer: (method: string, params: readonly unknown[], next: () => Promise<unknown>) => Promise<unknown>,
): Rpc & { readonly calls: { readonly method: string; readonly params: readonly unknown[] }[] } {
  const calls: { method: string; params: readonly unknown[] }[] = [];
  return {
    label: "proxy",
    calls,
    request(method, params) {
      calls.push({ method, params });
      return answer(method, params, () => rpc.request(method, params));
    },
  };
}
