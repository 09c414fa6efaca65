import { type Look, look } from "@mvcrs/escalation";
import type { Signed, Subject } from "@mvcrs/escalation/committee";
import { type Context, defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readSecret } from "../../secret.ts";
import { configOf, markedCommittee } from "../../session.ts";

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
      })
      .option("committee", {
        type: "boolean",
        default: false,
        describe: "Approve the committee of the configuration in the place of yours, instead of a release",
      }),

  async run(args, context) {
    if (!(args.expiresInHours > 0 && args.expiresInHours <= 24 * 30))
      throw cliErrors.create("USAGE", { problem: "--expires-in-hours must be above 0 and at most 720" });
    const lib = await import("@mvcrs/escalation/committee");
    const marked = await markedCommittee(context);
    const options = { ...context, marked };
    if (!args.committee)
      return look(context, (log) => approve(args, context, log, lib.releaseSubject(log.state, options)));
    const next = (await configOf(context)).governance_committee;
    return look(context, (log) => {
      const change = lib.committeeSubject(log.state, next, options);
      if (change !== null) return approve(args, context, log, change);
      throw cliErrors.create("USAGE", {
        problem:
          "no committee is in force, so none has to approve: `mvcrs trust-lock committee` names the first",
      });
    });
  },
});

async function approve<A extends Signed>(
  args: ApproveArgs,
  context: Context,
  log: Look,
  subject: Subject<A>,
) {
  const count = args.count ?? log.position.count;
  const chainHash = await log.leafHashAt(count - 1);
  if (chainHash === undefined)
    throw cliErrors.create("USAGE", { problem: `--count ${count} is not a length the log has had` });
  const expiresAt = args.expiresAt ?? Math.floor(context.clock() / 1000 + args.expiresInHours * 3600);
  const at = { count, chainHash, expiresAt };
  if (!Number.isSafeInteger(expiresAt) || Math.abs(expiresAt) > 8.64e12)
    throw cliErrors.create("USAGE", { problem: `--expires-at ${expiresAt} is not a time in seconds` });
  if (args.typedData) {
    const document = subject.typedData(at);
    return { json: { ok: true, typedData: document }, text: JSON.stringify(document, null, 2) };
  }
  const approval =
    args.signature === undefined
      ? await subject.sign(at, await walletOf(args, context))
      : subject.signed(foreign(at, args.signer, args.signature));
  // Refused here, while its signer can still fix it, and before it takes the place of a good one.
  await subject.verify(approval, log.leafHashAt);
  const path = await subject.store(approval);
  return {
    json: { ok: true, path, approval },
    text: [
      `${approval.signer} approves ${subject.what} until ${approval.expires_at}`,
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
  readonly committee: boolean;
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
  at: Parameters<Subject<Signed>["sign"]>[0],
  signer: string | undefined,
  signature: string,
): Signed {
  if (signer === undefined || !/^0x[0-9a-fA-F]{40}$/.test(signer) || !/^0x[0-9a-fA-F]{130}$/.test(signature))
    throw cliErrors.create("USAGE", {
      problem: "--signature takes 65 bytes in hex and needs --signer with an address",
    });
  return {
    count: at.count,
    chain_hash: at.chainHash,
    expires_at: new Date(at.expiresAt * 1000).toISOString(),
    signer,
    signature: signature.toLowerCase(),
  };
}
