import { getAddress } from "ethers";
import { orchestratorErrors } from "../../errors.ts";
import { refusalOf } from "../chain-problem.ts";
import { plannedRound, type Run, roundIdOf, say, takeStep } from "../run.ts";
import { cancelRound } from "./cancel.ts";
import { askRoster } from "./plan.ts";

/** How many rounds back a round of ours is looked for: others may have started some meanwhile. */
const roundsSearched = 64n;

/** Starts the round, once: its teacher's job id is unique to the run and finds it again. */
export async function startRound(run: Run): Promise<void> {
  const { arena } = run.view;
  const round = plannedRound(run);
  const jobId = BigInt(round.teacherJobId);

  const isOurs = async (roundId: bigint): Promise<boolean> =>
    (await arena.getRound(roundId)).teacherJobId === jobId;
  const look = async (): Promise<bigint | null> => {
    const total = await arena.totalRounds();
    const known = round.id === null ? null : BigInt(round.id);
    if (known !== null && known <= total && (await isOurs(known))) return known;
    // After a rollback our round may have come back under a lower number than it was planned for.
    const oldest = total > roundsSearched ? total - roundsSearched : 0n;
    for (let roundId = total; roundId > oldest; roundId--) if (await isOurs(roundId)) return roundId;
    return null;
  };

  const roundId = await takeStep(run, {
    name: "start",
    look,
    request: () => arena.startRound.populateTransaction(round.teacher, jobId, round.difficulty),
    read(receipt) {
      for (const log of receipt.logs) {
        const event = arena.interface.parseLog(log);
        if (event?.name === "RoundStarted" && event.args["teacherJobId"] === jobId)
          return BigInt(event.args["roundId"]);
      }
      throw orchestratorErrors.create("CHAIN_FAILED", {
        step: "start",
        problem: `${receipt.hash} has no RoundStarted event`,
      });
    },
  });
  const again = round.id !== null;
  round.id = roundId.toString();
  run.receipt.status.phase = "register";
  say(run, again ? `round ${roundId} found again` : `round started: ${roundId}`, { roundId: round.id });
}

/** Registers students and committee, then keeps the round to those who are in it. */
export async function registerAll(run: Run): Promise<void> {
  const { arena } = run.view;
  const roundId = roundIdOf(run);
  const round = plannedRound(run);
  const terms = await arena.termsOf(roundId);
  const committeeSize = Number(terms.committeeSize);
  const before = await arena.getRound(roundId);
  const students = new Set(before.students);
  const validators = new Set(before.validators);

  if (before.closedAt === 0n) {
    for (const [index, student] of round.students.entries()) {
      if (students.has(student)) continue;
      await takeStep(run, {
        name: `student:${student}`,
        look: async () => ((await arena.getRound(roundId)).students.includes(student) ? true : null),
        request: () =>
          arena.registerStudent.populateTransaction(roundId, student, jobIdOf(round.teacherJobId, index)),
        read: () => true as const,
      });
    }
    for (const [index, validator] of round.validators.entries()) {
      if (validators.size >= committeeSize) break;
      await registerValidator(validator, index);
    }
    // Somebody withdrew since the plan was made: those whom the agents name now may take the place.
    if (validators.size < committeeSize) {
      const { validators: more } = await askRoster(run, committeeSize);
      for (const [index, validator] of more.entries())
        if (
          validators.size < committeeSize &&
          !round.students.includes(validator) &&
          validator !== round.teacher
        )
          await registerValidator(validator, round.validators.length + index);
    }
    if (validators.size < committeeSize) {
      // It would hang with the stakes of those who are in it: it is given up, and the next run makes a new plan.
      await cancelRound(run, `${validators.size} of ${committeeSize} validators can be registered`);
      return;
    }
  }
  round.validators = [...(await arena.getRound(roundId)).validators].map((validator) =>
    getAddress(validator),
  );
  run.receipt.status.phase = "close";
  say(run, `registered: ${round.students.length} students, ${round.validators.length} validators`);

  async function registerValidator(validator: string, index: number): Promise<void> {
    if (validators.has(validator)) return;
    if ((await run.view.lockableOf(validator)) < terms.validatorStake) return;
    try {
      await takeStep(run, {
        name: `validator:${validator}`,
        look: async () => ((await arena.getRound(roundId)).validators.includes(validator) ? true : null),
        request: () =>
          arena.registerValidator.populateTransaction(
            roundId,
            validator,
            jobIdOf(round.teacherJobId, round.students.length + index),
          ),
        read: () => true as const,
      });
      validators.add(validator);
    } catch (thrown) {
      // It withdrew stake or consent in the meantime: somebody else's turn.
      if (!withdrew.has(refusalOf(thrown) ?? "")) throw thrown;
      say(run, `not registered: ${validator}: ${refusalOf(thrown)}`);
    }
  }
}

/** Ends registration. */
export async function closeRound(run: Run): Promise<void> {
  const { arena } = run.view;
  const roundId = roundIdOf(run);
  await takeStep(run, {
    name: "close",
    look: async () => ((await arena.getRound(roundId)).closedAt > 0n ? true : null),
    request: () => arena.closeRound.populateTransaction(roundId),
    read: () => true as const,
  });
  run.receipt.status.phase = "collect";
  say(run, `round closed: ${roundId}`);
}

const withdrew = new Set(["NoConsent", "InsufficientStake"]);

const jobIdOf = (teacherJobId: string, index: number): bigint =>
  BigInt.asUintN(256, BigInt(teacherJobId) + BigInt(index) + 1n);
