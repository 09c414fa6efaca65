import { isCodedError, messageOf, systemCode } from "@mvcrs/errors";
import { fileErrors } from "./errors.ts";

/** Runs an operation on files; an error of the system that leaves it has a code, whatever it is. @throws FILE_FAILED */
export async function withCodes<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (thrown) {
    throw coded(thrown, path);
  }
}

/** A system error as `FILE_FAILED`; anything else as it is. */
export function coded(thrown: unknown, path: string): unknown {
  if (isCodedError(thrown) || !/^E[A-Z0-9]+$/.test(systemCode(thrown) ?? "")) return thrown;
  const place = thrown instanceof Error && "path" in thrown ? String(thrown.path) : path;
  return fileErrors.create("FILE_FAILED", { path: place, reason: messageOf(thrown) }, { cause: thrown });
}
