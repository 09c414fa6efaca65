import { stat } from "node:fs/promises";
import { fileChanges } from "@mvcrs/files";

/** Calls back whenever the log has another size, whoever wrote it, until `signal` is aborted. */
export async function onLogGrowth(log: string, signal: AbortSignal, grown: () => void): Promise<void> {
  let known: number | undefined;
  for await (const _ of fileChanges(log, signal)) {
    const size = await stat(log).then(
      (found) => found.size,
      () => 0,
    );
    if (known !== undefined && size !== known) grown();
    known = size;
  }
}
