import type { Look } from "@mvcrs/escalation";
import type { Signed, Subject } from "@mvcrs/escalation/committee";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { type WalletArgs, walletOf } from "./wallet.ts";

interface ApproveArgs extends WalletArgs {
  readonly expiresInHours: number;
  readonly expiresAt: number | undefined;
  readonly typedData: boolean;
  readonly count: number | undefined;
  readonly signature: string | undefined;
  readonly signer: string | undefined;
  readonly committee: boolean;
}

/** Approves a release or a change of the committee: signs it, takes a wallet's signature, or prints what a wallet has to sign. */
export async function approveSubject<A extends Signed>(
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
