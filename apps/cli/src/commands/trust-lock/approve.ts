import { requireLock } from "@mvcrs/escalation";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readSecret } from "../../secret.ts";
import { configOf, readOnlyLog } from "../../session.ts";

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
      .option("count", {
        type: "number",
        describe: "With --signature: the count in the document that was signed, if the log has grown since",
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
    if (!(args.expiresInHours > 0 && args.expiresInHours <= 24 * 30))
      throw cliErrors.create("USAGE", { problem: "--expires-in-hours must be above 0 and at most 720" });
    const { members } = (await configOf(context)).governance_committee;
    return readOnlyLog(context, (log) => approve(args, context, log, members));
  },
});

type ReadLog = Parameters<Parameters<typeof readOnlyLog>[1]>[0];

async function approve(args: ApproveArgs, context: Context, log: ReadLog, members: readonly string[]) {
  const { files, paths, clock } = context;
  const lock = requireLock(log.state);
  const count = args.count ?? log.count;
  const chainHash = await log.leafHashAt(count - 1);
  if (chainHash === undefined)
    throw cliErrors.create("USAGE", { problem: `--count ${count} is not a length the log has had` });
  const expiresAt = args.expiresAt ?? Math.floor(clock() / 1000 + args.expiresInHours * 3600);
  const statement = { lockId: lock.id, count, chainHash, expiresAt };
  if (!Number.isSafeInteger(expiresAt) || Math.abs(expiresAt) > 8.64e12)
    throw cliErrors.create("USAGE", { problem: `--expires-at ${expiresAt} is not a time in seconds` });
  const { releaseTypedData, signRelease, storeApproval, verifyApproval } = await import(
    "@mvcrs/escalation/committee"
  );
  if (args.typedData) {
    const document = releaseTypedData(statement);
    return { json: { ok: true, typed_data: document }, text: JSON.stringify(document, null, 2) };
  }
  const approval =
    args.signature === undefined
      ? await signRelease(statement, await walletOf(args, context))
      : foreign(statement, args.signer, args.signature);
  // Refused here, while its signer can still mend it, and before it takes the place of a good one.
  await verifyApproval(approval, { lock, members, now: clock(), leafHashAt: log.leafHashAt });
  const path = await storeApproval(files, paths, approval);
  return {
    json: { ok: true, path, approval },
    text: [
      `${approval.signer} approves the release of ${lock.id} until ${approval.expires_at}`,
      `signature: ${approval.signature}`,
      `kept in ${path}`,
    ].join("\n"),
  };
}

interface WalletArgs {
  readonly keyEnv: string | undefined;
  readonly keyFile: string | undefined;
}

interface ApproveArgs extends WalletArgs {
  readonly expiresInHours: number;
  readonly expiresAt: number | undefined;
  readonly typedData: boolean;
  readonly count: number | undefined;
  readonly signature: string | undefined;
  readonly signer: string | undefined;
}

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
