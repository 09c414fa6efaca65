import type { TextFiles } from "@mvcrs/files";
import type { Delivery } from "../delivery.ts";
import type { Http, HttpOutcome } from "../request.ts";
import type { SecretSource } from "../secrets.ts";

/** What a channel works with in one attempt. */
export interface Attempt {
  /** `attempts` counts this one: above 1, an earlier one may have had its effect unseen. */
  readonly delivery: Delivery;
  readonly http: Http;
  readonly secrets: SecretSource;
  readonly files: TextFiles;
  /** Folder in which the channel may keep what it has to remember about its subjects. */
  readonly memory: string;
  /** The log's origin, the name of this system to the outside. */
  readonly origin: string;
  /** Labels of issues, from `human_review_policy`. */
  readonly labels: readonly string[];
}

export type SendResult =
  | { readonly kind: "delivered" }
  | Exclude<HttpOutcome, { readonly kind: "ok" }>
  /** Nothing was sent: the channel's secret is missing or unusable, which an operator has to fix. */
  | { readonly kind: "unready"; readonly problem: string };

export const delivered: SendResult = { kind: "delivered" };

/** The result where only success or failure matters. */
export const resultOf = (outcome: HttpOutcome): SendResult => (outcome.kind === "ok" ? delivered : outcome);

/** `text`, cut to `most` characters with an ellipsis; never between the halves of a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
