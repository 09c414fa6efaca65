import { cliErrors } from "../../errors.ts";
import { readSecret } from "../../secret.ts";

export interface WalletArgs {
  readonly keyEnv: string | undefined;
  readonly keyFile: string | undefined;
}

/** The wallet of a member of the committee. @throws KEY_INVALID, what `readSecret` throws */
export async function walletOf(
  { keyEnv, keyFile }: WalletArgs,
  { io, files }: Parameters<typeof readSecret>[1],
) {
  const key = await readSecret({ env: keyEnv, file: keyFile, what: "private key" }, { io, files });
  const { Wallet } = await import("ethers");
  try {
    return new Wallet(key);
  } catch {
    // Whatever ethers says about a key could hold part of it.
    throw cliErrors.create("KEY_INVALID", {});
  }
}
