import type { Fault } from "@mvcrs/test-kit";
import { Transaction } from "ethers";
import { accounts, type anvilWith } from "../../../../packages/owner-ops/test/support/anvil.ts";
import type { Play } from "./schedule.ts";

// What the cases of the owner's command have in common: faults, and what is done to the chain behind the command's back.

export const [owner, other, newcomer, validator] = accounts;
export const through = { code: undefined, exitCode: 0 };
export const sends = ({ method }: { readonly method: string }) => method === "eth_sendRawTransaction";
export const words = (message: string): Fault => ({ error: { code: -32_000, message } });
/** Plays a fault at every hand-in, or at those that `which` picks by number. */
export const atSends =
  (fault: Fault, which: (nth: number) => boolean = () => true): Play =>
  (call) =>
    sends(call) && which(call.ofMethod) ? fault : undefined;
export const gwei = 10n ** 9n;
export const tipOf = ({ params }: { readonly params: readonly unknown[] }) =>
  Transaction.from(String(params[0])).maxPriorityFeePerGas;

/** What a test does with the chain of its file. */
export function chainOf(file: Pick<ReturnType<typeof anvilWith>, "anvil">) {
  const request = (method: string, ...params: unknown[]) => file.anvil.rpc.request(method, params);
  return {
    request,
    /** Without automine, and with it again afterwards. */
    async withoutMining<T>(action: () => Promise<T>): Promise<T> {
      await request("evm_setAutomine", false);
      try {
        return await action();
      } finally {
        await request("evm_setAutomine", true);
      }
    },
    /** A transaction of the owner's that no command made. */
    foreign: (fees: object = {}) =>
      request("eth_sendTransaction", { from: owner, to: other, value: "0x1", gas: "0x5208", ...fees }),
  };
}
