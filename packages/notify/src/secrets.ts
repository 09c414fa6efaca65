import { urlProblem } from "@mvcrs/escalation/ledger";

/** Where secrets come from. Passed in; nothing else reads one. */
export interface SecretSource {
  /** An environment variable. */
  env(name: string): string | undefined;
  /** The text of a file, by a path relative to the root; `null` if there is none. Rejects if it cannot be read. */
  file(path: string): Promise<string | null>;
}

/** A secret, or why there is none. The reason names the place, never the value. */
export type SecretResult = { readonly value: string } | { readonly problem: string };

const maxLength = 8192;

/** Reads `<name>_env` or `<name>_file`, whichever the channel has. */
export async function readSecret(
  source: SecretSource,
  place: { readonly env: string | undefined; readonly file: string | undefined },
): Promise<SecretResult> {
  const named = place.env === undefined ? `file ${place.file}` : `environment variable ${place.env}`;
  const text = place.env === undefined ? await readFile(source, place.file) : source.env(place.env);
  if (text === undefined || text === null) return { problem: `${named} is not there` };
  // An editor ends a file with a newline, and may begin it with a byte-order mark; neither is part of the secret.
  const value = text.replace(/^\ufeff/, "").replace(/\r?\n$/, "");
  if (value === "") return { problem: `${named} is empty` };
  if (value.length > maxLength) return { problem: `${named} is too long for a secret` };
  // It goes into a header or a URL: a line break there would make it two (RFC 9112 2.2).
  if (!/^[\x21-\x7e]+$/.test(value)) return { problem: `${named} holds spaces, line breaks or non-ASCII` };
  return { value };
}

/** A secret that is a URL to post to. */
export async function readSecretUrl(
  source: SecretSource,
  place: { readonly env: string | undefined; readonly file: string | undefined },
): Promise<SecretResult> {
  const read = await readSecret(source, place);
  if ("problem" in read) return read;
  const problem = urlProblem(read.value);
  return problem === null ? read : { problem: `the URL in ${place.env ?? place.file} ${problem}` };
}

async function readFile(source: SecretSource, path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  try {
    return await source.file(path);
  } catch {
    return null;
  }
}
