import { isCodedError } from "@mvcrs/errors";
import { meaningOf } from "../node-answers.ts";
import { ask, hexBytes, rpcErrorOf } from "../node-values.ts";
import type { Rpc } from "../rpc/http-rpc.ts";
import type { Refusal } from "./attempts.ts";

/**
 * The outcome of submitting a signed transaction. `unsure`: no answer, or one that no row of the table knows; the next
 * look at the chain tells.
 */
export type HandedIn =
  | { readonly kind: "taken" }
  | { readonly kind: "look" }
  | { readonly kind: "refused"; readonly hash: string; readonly why: Refusal; readonly thrown: unknown }
  | { readonly kind: "unsure"; readonly thrown: unknown };

/** Submits a signed transaction. Never throws for what a node or a network says. */
export async function handIn(rpc: Rpc, hash: string, raw: string): Promise<HandedIn> {
  try {
    await ask(rpc, hexBytes, "eth_sendRawTransaction", raw);
    return { kind: "taken" };
  } catch (thrown) {
    const error = rpcErrorOf(thrown);
    if (error === undefined) {
      if (!isCodedError(thrown)) throw thrown;
      return { kind: "unsure", thrown };
    }
    const means = meaningOf("eth_sendRawTransaction", error);
    switch (means) {
      case "known":
        return { kind: "taken" };
      case "nonce-used":
      case "nonce-ahead":
        return { kind: "look" };
      case "unknown":
      case "busy":
      case "behind":
      case "too-wide":
        return { kind: "unsure", thrown };
      default:
        return { kind: "refused", hash, why: { means, text: error.text }, thrown };
    }
  }
}
