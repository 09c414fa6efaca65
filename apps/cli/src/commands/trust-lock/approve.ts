import { look } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf, markedCommittee } from "../../session.ts";
import { approveSubject } from "./approve-subject.ts";

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
      return look(context, (log) =>
        approveSubject(args, context, log, lib.releaseSubject(log.state, options)),
      );
    const next = (await configOf(context)).governance_committee;
    return look(context, (log) => {
      const change = lib.committeeSubject(log.state, next, options);
      if (change !== null) return approveSubject(args, context, log, change);
      throw cliErrors.create("USAGE", {
        problem:
          "no committee is in force, so none has to approve: `mvcrs trust-lock committee` names the first",
      });
    });
  },
});
