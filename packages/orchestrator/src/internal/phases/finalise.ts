import { getAddress } from "ethers";
import { plannedRound, type Run, roundIdOf, say, searchFrom, takeStep } from "../run.ts";

interface Ending {
  readonly payments: { account: string; amount: string }[];
}

/** Ends the round: the arena credits the rewards, which their owners claim, and releases the stakes. */
export async function finaliseRound(run: Run): Promise<void> {
  const { arena } = run.view;
  const roundId = roundIdOf(run);
  const results = run.receipt.results;
  if (results === null) throw new TypeError(`${run.receipt.id} has no results`);

  const credited = async (): Promise<Ending> => {
    const filter = arena.filters.RewardCredited(roundId);
    const events = await arena.queryFilter(filter, await searchFrom(run));
    return { payments: events.map(({ args }) => payment(args.account, args.amount)) };
  };
  const { payments } = await takeStep(run, {
    name: "finalise",
    look: async () => ((await arena.getRound(roundId)).finalised ? credited() : null),
    request: () =>
      arena.finaliseRound.populateTransaction(
        roundId,
        results.winners,
        run.receipt.unpaid.map(({ account }) => account),
      ),
    read: ({ logs }): Ending => ({
      payments: logs.flatMap((log) => {
        const event = arena.interface.parseLog(log);
        return event?.name === "RewardCredited"
          ? [payment(String(event.args["account"]), BigInt(event.args["amount"]))]
          : [];
      }),
    }),
  });
  const { winners, difficultyDelta } = await arena.getRound(roundId);
  // The chain decides: where a person has finalised the round by hand, it ended as they said.
  results.winners = winners.map((winner) => getAddress(winner));
  run.receipt.payments = payments;
  run.receipt.difficultyDelta = Number(difficultyDelta);
  run.receipt.status.phase = "score";
  const paid = payments.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  say(
    run,
    `round finalised: ${roundId}, ${plannedRound(run).students.length} students, ${winners.length} winners, ${paid} credited`,
  );
}

const payment = (account: string, amount: bigint) => ({
  account: getAddress(account),
  amount: amount.toString(),
});
