import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a token lets its bearer do. */
export const powers = ["signals", "act"] as const;
export type Power = (typeof powers)[number];

export const tokenSchema = z.strictObject({
  /** Names it, and is no secret. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  /** Who bears it: the actor of the entries that it leads to, the reporter of its signals. */
  actor: z.string().regex(/^[^\p{Cc}]{1,100}$/u, "must be 1 to 100 characters, without control characters"),
  may: z.enum(powers),
  /** SHA-256 of its secret, which is 32 random bytes: no dictionary has it, so no slow hash is needed. */
  secret_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created_at: z.iso.datetime({ precision: 3 }),
  /** Absent while it holds. */
  revoked_at: z.iso.datetime({ precision: 3 }).optional(),
});
export type Token = z.infer<typeof tokenSchema>;

const written = /^mvcrs_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const secretBytes = 32;

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Makes a token of random bytes: what is kept of it, and the text that its bearer gets and nobody keeps. */
export function makeToken(
  about: { readonly actor: string; readonly may: Power; readonly now: number },
  randomBytes: (count: number) => Uint8Array,
): { readonly token: Token; readonly text: string } {
  const id = Buffer.from(randomBytes(6)).toString("hex");
  const secret = Buffer.from(randomBytes(secretBytes)).toString("base64url");
  const token = tokenSchema.parse({
    id,
    actor: about.actor,
    may: about.may,
    secret_sha256: hashOf(secret),
    created_at: new Date(about.now).toISOString(),
  });
  return { token, text: `mvcrs_${id}_${secret}` };
}

/** The token of a text that somebody sent; `undefined` where it is none, or does not hold any more. */
export function findToken(tokens: readonly Token[], text: string): Token | undefined {
  const [, id, secret] = written.exec(text) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const token = tokens.find((one) => one.id === id);
  if (token === undefined || token.revoked_at !== undefined) return undefined;
  const same = timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(token.secret_sha256));
  return same ? token : undefined;
}
