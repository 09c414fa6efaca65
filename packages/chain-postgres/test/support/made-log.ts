import type { PostgresStoreOptions } from "../../src/index.ts";
import { setUpPostgres } from "../../src/index.ts";

export const origin = "log.example/test";

/** Options for a log in a database that is made ready. */
export async function madeLog(url: string): Promise<PostgresStoreOptions> {
  const options = { url, origin };
  await setUpPostgres(options);
  return options;
}

export const numbered = (from: number, to: number): readonly { readonly n: number }[] =>
  Array.from({ length: to - from }, (_, i) => ({ n: from + i }));
