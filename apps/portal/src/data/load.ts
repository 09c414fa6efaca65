import { z } from "zod";

// The page's policy forbids code made of text, which would make checks faster; without this it is tried, and reported.
z.config({ jitless: true });

/** A file that is not there, or not what it should be. */
export class LoadError extends Error {
  readonly isMissing: boolean;

  constructor(problem: string, isMissing: boolean) {
    super(problem);
    this.isMissing = isMissing;
  }
}

async function responseOf(path: string, cache: RequestCache): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { cache, credentials: "same-origin" });
  } catch {
    throw new LoadError(`${path} cannot be fetched: no answer`, false);
  }
  if (response.ok) return response;
  throw new LoadError(`${path} cannot be fetched: HTTP ${response.status}`, response.status === 404);
}

/** A file by its schema. `no-cache` asks the server whether it has changed. */
export async function load<T>(
  path: string,
  schema: z.ZodType<T>,
  cache: RequestCache = "no-cache",
): Promise<T> {
  const response = await responseOf(path, cache);
  let value: unknown;
  try {
    value = await response.json();
  } catch {
    throw new LoadError(`${path} is not JSON`, false);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new LoadError(`${path} is of another version, or damaged: ${place} ${issue?.message ?? ""}`, false);
}

export async function loadText(path: string): Promise<string> {
  return (await responseOf(path, "no-cache")).text();
}

export const problemOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
