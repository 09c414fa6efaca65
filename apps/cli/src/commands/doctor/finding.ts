/** One thing that was looked at. `warning` works and may surprise; `problem` stands in the way. */
export interface Finding {
  readonly name: string;
  readonly status: "ok" | "warning" | "problem";
  readonly says: string;
  /** What to do; `null` where nothing is to be done. */
  readonly hint: string | null;
}

export const ok = (name: string, says: string): Finding => ({ name, status: "ok", says, hint: null });
export const warning = (name: string, says: string, hint: string): Finding => ({
  ...{ name, status: "warning", says, hint },
});
export const problem = (name: string, says: string, hint: string): Finding => ({
  ...{ name, status: "problem", says, hint },
});
