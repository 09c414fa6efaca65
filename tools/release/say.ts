let failures = 0;

/** Prints one thing that was looked at, and why it does not hold. */
export function say(ok: boolean, what: string, why = ""): void {
  if (!ok) failures += 1;
  const reason = ok || why === "" ? "" : `\n${why.trim().replaceAll(/^/gm, "       ")}`;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${what}${reason}\n`);
}

export const note = (text: string): unknown => process.stdout.write(`     ${text}\n`);
export const heading = (text: string): unknown => process.stdout.write(`\n${text}\n`);
export const failed = (): number => failures;
