import { readSession, requireLock } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readSecret } from "../../secret.ts";

export const approveCommand = defineCommand({
  command: "approve",
  describe: "Approve the release of the trust lock: sign it, or print what a wallet has to sign",
  options: (yargs) =>
    yargs
      .option("key-env", {
        type: "string",
        requiresArg: true,
        describe: "Environment variable with your private key",
      })
      .option("key-file", { type: "string", requiresArg: true, describe: "File with your private key" })
      .option("expires-in-hours", {
        type: "number",
        default: 24,
        describe: "How long the approval counts",
      })
      .option("typed-data", {
        type: "boolean",
        default: false,
        describe: "Print the EIP-712 document for a wallet instead of signing",
      })
      .option("expires-at", {
        type: "number",
        describe: "With --signature: the expiry in the document that was signed, in seconds since 1970",
      })
      .option("signature", {
        type: "string",
        requiresArg: true,
        describe: "A wallet's signature of that document",
      })
      .option("signer", {
        type: "string",
        requiresArg: true,
        describe: "With --signature: the address that signed",
      }),

  async run(args, context) {
    const { files, paths, clock } = context;
    const { state, replay, position } = await readSession(context);
    replay.flush();
    const lock = requireLock(state);
    if (!(args.expiresInHours > 0 && args.expiresInHours <= 24 * 30))
      throw cliErrors.create("USAGE", { problem: "--expires-in-hours must be above 0 and at most 720" });
    const { count, chainHash } = position();
    const expiresAt = args.expiresAt ?? Math.floor(clock() / 1000 + args.expiresInHours * 3600);
    const statement = { lockId: lock.id, count, chainHash, expiresAt };
    const { releaseTypedData, signRelease, storeApproval } = await import("@mvcrs/escalation/committee");
    if (args.typedData) {
      const document = releaseTypedData(statement);
      return { json: { ok: true, typed_data: document }, text: JSON.stringify(document, null, 2) };
    }
    const approval =
      args.signature === undefined
        ? await signRelease(statement, await walletOf(args, context))
        : foreign(statement, args.signer, args.signature);
    const path = await storeApproval(files, paths, approval);
    return {
      json: { ok: true, path, approval },
      text: [
        `${approval.signer} approves the release of ${lock.id} until ${approval.expires_at}`,
        `signature: ${approval.signature}`,
        `kept in ${path}`,
      ].join("\n"),
    };
  },
});

type WalletArgs = { readonly keyEnv: string | undefined; readonly keyFile: string | undefined };

async function walletOf({ keyEnv, keyFile }: WalletArgs, { io, files }: Parameters<typeof readSecret>[1]) {
  const key = await readSecret({ env: keyEnv, file: keyFile, what: "private key" }, { io, files });
  const { Wallet } = await import("ethers");
  try {
    return new Wallet(key);
  } catch {
    // Whatever ethers says about a key could hold part of it.
    throw cliErrors.create("KEY_INVALID", {});
  }
}

function foreign(
  statement: {
    readonly lockId: string;
    readonly count: number;
    readonly chainHash: string;
    readonly expiresAt: number;
  },
  signer: string | undefined,
  signature: string,
) {
  if (signer === undefined || !/^0x[0-9a-fA-F]{40}$/.test(signer) || !/^0x[0-9a-fA-F]{130}$/.test(signature))
    throw cliErrors.create("USAGE", {
      problem: "--signature takes 65 bytes in hex and needs --signer with an address",
    });
  return {
    lock_id: statement.lockId,
    count: statement.count,
    chain_hash: statement.chainHash,
    expires_at: new Date(statement.expiresAt * 1000).toISOString(),
    signer,
    signature: signature.toLowerCase(),
  };
}
