import { readFileSync } from "node:fs";
import { checkJson } from "@mvcrs/files";
import type { z } from "zod";

/**
 * Reads a file that only spares work or questions: undefined where it is not there, cannot be read or does not have its
 * form, and everything is as it was the first time.
 */
export function readKept<T>(path: string, schema: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  const checked = checkJson(text, schema);
  return checked.ok ? checked.value : undefined;
}
