import { join } from "node:path";
import { checkJson, describeProblems, type TextFiles } from "@mvcrs/files";
import { z } from "zod";
import { serviceErrors } from "../errors.ts";
import { type Token, tokenSchema } from "./token.ts";

const fileSchema = z
  .strictObject({ version: z.literal(1), tokens: z.array(tokenSchema).max(1000) })
  .refine(({ tokens }) => new Set(tokens.map(({ id }) => id)).size === tokens.length, "names a token twice");

export const tokensPath = (stateFolder: string): string => join(stateFolder, "tokens.json");

/** The tokens of a root; none where it has no file of them. @throws TOKENS_UNUSABLE, FILE_FAILED */
export async function readTokens(files: TextFiles, path: string): Promise<readonly Token[]> {
  const text = await files.read(path);
  if (text === null) return [];
  const checked = checkJson(text, fileSchema);
  if (!checked.ok)
    throw serviceErrors.create("TOKENS_UNUSABLE", { path, problem: describeProblems(checked.problems) });
  return checked.value.tokens;
}

/** @throws FILE_FAILED */
export function writeTokens(files: TextFiles, path: string, tokens: readonly Token[]): Promise<void> {
  return files.write(path, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
}

/** The tokens without one that does not hold any more. @throws TOKEN_UNKNOWN */
export function revoked(tokens: readonly Token[], id: string, now: number): readonly Token[] {
  if (!tokens.some((token) => token.id === id)) throw serviceErrors.create("TOKEN_UNKNOWN", { id });
  const at = new Date(now).toISOString();
  return tokens.map((token) =>
    token.id === id && token.revoked_at === undefined ? { ...token, revoked_at: at } : token,
  );
}
