/** Something beside the log that contradicts it, or cannot be believed. */
export interface Contradiction {
  readonly path: string;
  readonly problem: string;
  /**
   * - `root`: the mark or a signed checkpoint says otherwise; nobody goes on until a person has looked;
   * - `projection`: a file that is made from the log knows more than the log; `rebuild --trust-log` trusts the log;
   * - `away`: a closed segment that the answer needs is not there: nothing contradicts, and nothing can be answered either;
   * - `behind`: a file that any command that writes fixes: it is damaged or gone, or the mark has not followed yet.
   */
  readonly kind: "root" | "projection" | "away" | "behind";
}
