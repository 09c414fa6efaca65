import { isCodedError } from "@mvcrs/errors";
import { httpRpc } from "@mvcrs/evm";
import { type Fault, type FaultProxy, faultProxy, type PassingCall, tempRoot } from "@mvcrs/test-kit";
import { type OwnerEvent, ownHashes } from "@selfplay/owner-ops";
import { type Anvil, accounts, keys } from "../../../../packages/owner-ops/test/support/anvil.ts";
import type { OwnerIo } from "../../src/commands/owner/io.ts";
import type { OwnerArgs, OwnerVerb } from "../../src/commands/owner/options/flags.ts";
import { runOwnerCommand } from "../../src/commands/owner/run.ts";

/** A process that dies: nothing it asks for afterwards happens. */
class Killed extends Error {}

/** Where nobody answers. */
export const deadEndpoint = "http://127.0.0.1:1";

/** The node as it was three hours ago. */
export const stuckEndpoint = "http://127.0.0.1:2";
const stuck = ({ method, params }: PassingCall): Fault | undefined =>
  method === "eth_getBlockByNumber" && params[0] === "latest"
    ? {
        mangle: (block) => ({ ...Object(block), number: "0x1", timestamp: earlier(Object(block).timestamp) }),
      }
    : undefined;
const earlier = (time: unknown) => `0x${(Number(time) - 3 * 3_600).toString(16)}`;

export type Play = (call: PassingCall) => Fault | "kill" | undefined;

export interface Ran {
  /** The code of the error that ended it, `killed`, or undefined where it got through. */
  readonly code: string | undefined;
  readonly exitCode: number | undefined;
  readonly calls: FaultProxy["calls"];
}

/** An operator on one machine, whose network and life a schedule decides on. Time passes by waiting only. */
export function operatorUnder(anvil: Anvil) {
  const folder = tempRoot();
  const events: OwnerEvent[] = [];
  const said: string[] = [];
  let clock = Date.parse("2026-11-22T00:00:00.000Z");
  const pass = async (milliseconds: number) => {
    clock += milliseconds;
  };

  async function run(verb: OwnerVerb, args: OwnerArgs, play: Play = () => undefined): Promise<Ran> {
    let dead = false;
    const alive = () => {
      if (dead) throw new Killed("killed");
    };
    const proxy = faultProxy(
      (input, init) => {
        alive();
        return fetch(input, init);
      },
      (call) => {
        alive();
        const fault = play(call);
        if (fault !== "kill") return fault;
        dead = true;
        throw new Killed("killed");
      },
    );
    const old = faultProxy(proxy.fetch, stuck);
    const io: OwnerIo = {
      env: { OWNER_PRIVATE_KEY: keys[0], USER: "on-call" },
      resolvePath: (path) => path,
      journalFolder: folder,
      connect(url) {
        const at = url === deadEndpoint ? url : anvil.url;
        return httpRpc(at, { fetch: url === stuckEndpoint ? old.fetch : proxy.fetch, sleep: pass });
      },
      recorder: {
        async record(event) {
          alive();
          if (!events.some(({ id }) => id === event.id)) events.push(event);
          return { seq: events.length - 1, leafHash: "00".repeat(32) };
        },
      },
      assertUnlocked: async () => {},
      unended: async () => [],
      say: (text) => void said.push(text),
      now: () => clock,
      ticks: () => clock,
      sleep: async (milliseconds) => {
        alive();
        clock += milliseconds;
      },
    };
    try {
      const { exitCode } = await runOwnerCommand(verb, { yes: true, "accept-warnings": true, ...args }, io);
      return { code: dead ? "killed" : undefined, exitCode, calls: proxy.calls };
    } catch (thrown) {
      if (!dead && !isCodedError(thrown)) throw thrown;
      return {
        code: dead ? "killed" : isCodedError(thrown) ? thrown.code : "",
        exitCode: undefined,
        calls: proxy.calls,
      };
    }
  }
  return { run, events, said, signed: () => ownHashes(folder), folder };
}

/** The owner's transactions since a block: where they went, with what, and under which hash. */
export async function sentSince({ rpc }: Anvil, from: number) {
  const head = Number(await rpc.request("eth_blockNumber", []));
  const sent: { readonly hash: string; readonly call: string }[] = [];
  for (let number = from + 1; number <= head; number++) {
    const block: unknown = await rpc.request("eth_getBlockByNumber", [`0x${number.toString(16)}`, true]);
    const { transactions } = block as {
      transactions: readonly { hash: string; from: string; to: string; input: string }[];
    };
    for (const { hash, from: sender, to, input } of transactions)
      if (sender.toLowerCase() === accounts[0].toLowerCase()) sent.push({ hash, call: `${to} ${input}` });
  }
  return sent;
}

/** Numbers from 0 to 1 that follow from a seed (xorshift32). */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
