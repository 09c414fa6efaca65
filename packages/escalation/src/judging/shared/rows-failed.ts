import { isCodedError } from "@mvcrs/errors";

/** Judging met what nobody foresaw, and nothing of it is committed: at a row, or somewhere in these shards. */
export class RowsFailed extends Error {
  readonly shards: readonly number[];
  readonly n: string | undefined;

  constructor(thrown: unknown, shards: readonly number[], n?: string) {
    super("judging failed", { cause: thrown });
    this.shards = shards;
    this.n = n;
  }
}

/** Whether something was thrown that no caller is meant to meet: judging the same again would throw it again. */
export const isUnforeseen = (thrown: unknown): boolean => !isCodedError(thrown) || thrown.kind === "internal";
