import { type Challenge, findChallenge, type MvcrsEvent, PrivateWords } from "@mvcrs/escalation";
import type { Context, GlobalArgs } from "../../command.ts";
import { byPerson, keptPrivate, recordFrom } from "../../session.ts";

interface OnChallenge extends GlobalArgs {
  readonly id: string;
  readonly reason: string;
  readonly actor: string | undefined;
  readonly private: boolean;
}

/** Records what a person does to a challenge, unless it is done already; returns the events and who did it why. */
export async function recordOn(
  args: OnChallenge,
  context: Context,
  isDone: (challenge: Challenge, by: ReturnType<typeof byPerson>) => boolean,
  make: (challenge: Challenge, by: ReturnType<typeof byPerson>) => MvcrsEvent,
) {
  const by = byPerson(args, context);
  await using words = new PrivateWords(context.paths);
  const { events } = await recordFrom(
    context,
    async (_state, session) => {
      const challenge = await findChallenge(session, args.id);
      return isDone(await words.challenge(challenge), by) ? [] : [make(challenge, by)];
    },
    await keptPrivate(args, context),
  );
  return { events, by };
}
