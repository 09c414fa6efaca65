import { readFileSync } from "node:fs";
import { messageOf } from "@mvcrs/errors";
import {
  evmErrors,
  keystoreSigner,
  privateKeySigner,
  type Rpc,
  type TransactionSigner,
  unlockedSigner,
} from "@mvcrs/evm";
import { ownerErrors } from "@selfplay/owner-ops/operate";
import { addressOf, textOf } from "./args.ts";
import type { OwnerArgs } from "./flags.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The signer that options and environment name; undefined for read-only use. Options go before the environment. A key is
 * never taken from the command line itself, where other users of the machine can see it.
 *
 * @throws CONFLICTING_OPTIONS, KEY_UNUSABLE, MISSING_OPTION
 */
export async function signerFrom(
  args: OwnerArgs,
  env: Env,
  resolvePath: (path: string) => string,
  rpc: Rpc,
): Promise<TransactionSigner | undefined> {
  const given = ["private-key-file", "keystore", "unlocked"].filter(
    (name) => textOf(args, name) !== undefined,
  );
  if (given.length > 1)
    throw ownerErrors.create("CONFLICTING_OPTIONS", {
      options: given.map((name) => `--${name}`),
      why: "there is one signer",
    });
  const read = (path: string): string => {
    try {
      // Some editors put a byte-order mark before the text; it is no part of a key or a password.
      return readFileSync(resolvePath(path), "utf8").replace(/^\ufeff/, "");
    } catch (thrown) {
      throw evmErrors.create("KEY_UNUSABLE", { source: path, problem: messageOf(thrown) });
    }
  };
  const keyFile = textOf(args, "private-key-file");
  if (keyFile !== undefined) return privateKeySigner(read(keyFile), keyFile);
  const unlocked = addressOf(args, "unlocked");
  if (unlocked !== undefined) return unlockedSigner(rpc, unlocked);
  const keystore = textOf(args, "keystore");
  if (keystore !== undefined) {
    const passwordFile = textOf(args, "password-file");
    const password =
      passwordFile === undefined ? env["OWNER_KEYSTORE_PASSWORD"] : read(passwordFile).replace(/\r?\n$/, "");
    if (password === undefined)
      throw ownerErrors.create("MISSING_OPTION", {
        option: "--password-file",
        why: "the keystore is encrypted (the variable OWNER_KEYSTORE_PASSWORD would do too)",
      });
    return keystoreSigner(read(keystore), password, keystore);
  }
  const key = env["OWNER_PRIVATE_KEY"];
  return key === undefined || key === "" ? undefined : privateKeySigner(key, "OWNER_PRIVATE_KEY");
}
