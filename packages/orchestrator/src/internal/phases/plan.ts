import { getAddress, id as keccakOf } from "ethers";
import type { Roster } from "../../agents.ts";
import { orchestratorErrors } from "../../errors.ts";
import { contextOf } from "../context-of.ts";
import { nowOf, type Run, say } from "../run.ts";

const maxStudents = 64;

/**
 * Decides who takes part. Nothing is sent: whatever is missing shows before there is a round that hangs.
 *
 * @throws NOT_AN_ORCHESTRATOR, REWARDS_TOO_LOW, REWARD_CAP_REACHED, COMMITTEE_TOO_SMALL
 */
export async function planRound(run: Run): Promise<void> {
  const { view, receipt, random } = run;
  const account = receipt.orchestrator;
  if (!(await view.mayRunRounds(account)))
    throw orchestratorErrors.create("NOT_AN_ORCHESTRATOR", { account, arena: view.address });
  const fromBlock = await view.provider.getBlockNumber();
  const parameters = await view.parameters(fromBlock);
  receipt.timings.scoreboard = contextOf(run.board, parameters, nowOf(run), fromBlock);
  const pot =
    BigInt(parameters.teacherReward) + BigInt(parameters.studentReward) + BigInt(parameters.validatorReward);
  const available = await view.unowedRewards();
  if (available < pot)
    throw orchestratorErrors.create("REWARDS_TOO_LOW", {
      available: available.toString(),
      needed: pot.toString(),
    });
  const left = await view.rewardsLeftToday();
  if (left < pot)
    throw orchestratorErrors.create("REWARD_CAP_REACHED", { left: left.toString(), needed: pot.toString() });
  const needed = Number(parameters.committeeSize);
  const roster = await askRoster(run, needed);
  const validators = await whoCanLock(run, roster.validators, BigInt(parameters.validatorStake));
  if (validators.length < needed)
    throw orchestratorErrors.create("COMMITTEE_TOO_SMALL", {
      found: validators.length,
      needed,
      stake: parameters.validatorStake,
    });
  receipt.round = {
    id: null,
    teacherJobId: BigInt(
      keccakOf([view.address, receipt.chainId, receipt.id, random(), random()].join(" ")),
    ).toString(),
    difficulty: run.board.difficulty,
    roundsBefore: (await view.arena.totalRounds()).toString(),
    fromBlock,
    teacher: roster.teacher,
    students: [...roster.students],
    validators,
  };
  receipt.status.phase = "start";
  say(
    run,
    `planned: ${roster.students.length} students, ${validators.length} candidates for ${needed} validators`,
  );
}

/** The agents' roster, in checksummed addresses. @throws ROSTER_INVALID */
export async function askRoster({ agents, receipt, random }: Run, committeeSize: number): Promise<Roster> {
  const refuse = (problem: string) => orchestratorErrors.create("ROSTER_INVALID", { problem });
  let roster: Roster;
  try {
    const given = await agents.roster({ run: receipt.run, committeeSize, random });
    roster = {
      teacher: getAddress(given.teacher),
      students: given.students.map((student) => getAddress(student)),
      validators: given.validators.map((validator) => getAddress(validator)),
    };
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const everyone = [roster.teacher, ...roster.students, ...roster.validators];
  if (new Set(everyone).size !== everyone.length) throw refuse("somebody is in it twice");
  if (roster.students.length < 1 || roster.students.length > maxStudents)
    throw refuse(`${roster.students.length} students; 1 to ${maxStudents} are possible`);
  return roster;
}

async function whoCanLock(run: Run, candidates: readonly string[], stake: bigint): Promise<string[]> {
  const lockable = await Promise.all(candidates.map((candidate) => run.view.lockableOf(candidate)));
  return candidates.filter((_, index) => (lockable[index] ?? 0n) >= stake);
}
