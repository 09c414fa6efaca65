import { randomBytes } from "node:crypto";
import { inspectRoot } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { editTokens } from "./edit-tokens.ts";

export const createCommand = defineCommand({
  command: "create",
  describe: "Make a token for one person or program; it is shown once, and only its hash is kept",
  options: (yargs) =>
    yargs
      .option("actor", {
        type: "string",
        demandOption: true,
        requiresArg: true,
        describe: "Who bears it: the actor of what it is used for",
      })
      .option("may", {
        choices: ["signals", "act"] as const,
        demandOption: true,
        describe: "Send signals, or acknowledge, resolve and mute; never both",
      }),

  async run({ actor, may }, context) {
    await inspectRoot(context);
    const { makeToken } = await import("@mvcrs/service");
    const who = actor.trim();
    if (!/^[^\p{Cc}]{1,100}$/u.test(who))
      throw cliErrors.create("USAGE", {
        problem: "--actor must be 1 to 100 characters, without control characters",
      });
    const { token, text } = makeToken({ actor: who, may, now: context.clock() }, randomBytes);
    await editTokens(context, (tokens) => [...tokens, token]);
    const { secret_sha256: _, ...shown } = token;
    return {
      json: { ok: true, token: text, ...shown },
      text: [
        text,
        "",
        `It is ${who}'s and may ${may === "act" ? "act" : "send signals"}. Keep it now: it is not shown again.`,
      ].join("\n"),
    };
  },
});
