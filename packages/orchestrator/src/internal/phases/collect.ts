import { sha256Hex } from "@mvcrs/canonical/sha256";
import { getAddress } from "ethers";
import type { Answer, Judgement, RoundInfo, Submission } from "../../agents.ts";
import { moderate, type Role } from "../../moderation.ts";
import { settleRound, slashWishes, unpaidIn } from "../../settle.ts";
import { plannedRound, type Run, roundIdOf, say } from "../run.ts";
import { planSlashes } from "./slash.ts";

/** Collects what the agents submit, has it moderated, and settles who won and who is to be slashed. */
export async function collectResults(run: Run): Promise<void> {
  const round = plannedRound(run);
  const info: RoundInfo = {
    run: run.receipt.run,
    roundId: roundIdOf(run),
    difficulty: round.difficulty,
    teacher: round.teacher,
    students: round.students,
    validators: round.validators,
  };
  const { agents } = run;

  const offered = await inTime(run, () => agents.teach(info));
  const blocked = !(await passes(run, info, round.teacher, "teacher", offered));
  const task = blocked ? null : (offered?.content ?? null);
  if (task === null) say(run, `no task from the teacher ${round.teacher}: nobody can win`);

  const answers: Answer[] = [];
  if (task !== null) {
    const given = await Promise.all(
      round.students.map((student) => inTime(run, () => agents.answer(info, student, task))),
    );
    for (const [index, student] of round.students.entries()) {
      const submission = given[index] ?? null;
      if (submission !== null && (await passes(run, info, student, "student", submission)))
        answers.push({ student, content: submission.content });
    }
  }

  const judged = await Promise.all(
    round.validators.map((validator) =>
      inTime(run, () => agents.judge(info, validator, task ?? "", answers)),
    ),
  );
  const judgements: { validator: string; judgement: Judgement | null; blocked: boolean }[] = [];
  for (const [index, validator] of round.validators.entries()) {
    const judgement = readable(judged[index] ?? null);
    const content = judgement === null ? null : { content: judgement.rationale };
    judgements.push({
      validator,
      judgement,
      blocked: judgement !== null && !(await passes(run, info, validator, "validator", content)),
    });
  }

  const settled = settleRound({ answered: answers.map(({ student }) => student), judgements });
  run.receipt.results = {
    answers: round.students.map((student) => ({
      student,
      answered: settled.approvals.has(student),
      approvals: settled.approvals.get(student) ?? 0,
    })),
    judgements: settled.judgements.map((judgement) => ({
      ...judgement,
      approve: judgement.approve === null ? null : [...judgement.approve],
    })),
    winners: [...settled.winners],
  };
  const teacher = { account: round.teacher, blocked, submitted: offered !== null };
  run.receipt.unpaid = unpaidIn(teacher, settled.judgements);
  for (const { role, account, reason } of run.receipt.unpaid)
    say(run, `not paid: ${role} ${account}: ${reason}`, { participant: account });
  say(run, `settled: ${settled.winners.length} of ${round.students.length} students won`);
  await planSlashes(
    run,
    slashWishes(
      settled.judgements,
      (validator) => run.board.agents[validator]?.strikes ?? {},
      run.slashing.strikeLimit ?? 3,
    ),
  );
  run.receipt.status.phase = "slash";
  // Everything above becomes the round's truth in one write: after a crash nobody is asked, nor judged, again.
  await run.save();
}

/** What an agent submits before its deadline; `null` for what fails, is late, or is nothing. */
async function inTime<Given>(
  { agentTimeoutMs, sleep }: Run,
  ask: () => Promise<Given | null>,
): Promise<Given | null> {
  const late = new AbortController();
  try {
    return await Promise.race([ask(), sleep(agentTimeoutMs, late.signal).then(() => null)]);
  } catch {
    return null;
  } finally {
    late.abort();
  }
}

/** Whether what was submitted counts. */
async function passes(
  run: Run,
  { run: number, roundId }: RoundInfo,
  participant: string,
  role: Role,
  submission: Submission | null,
): Promise<boolean> {
  if (submission === null) return true;
  const { content } = submission;
  const verdict = await moderate(run.moderation, { run: number, roundId, participant, role, content });
  if (verdict.action === "allow") return true;
  const { action, moderator, rule, reason } = verdict;
  run.receipt.moderation.push({
    participant,
    role,
    moderator,
    action,
    rule,
    reason,
    contentHash: sha256Hex(content),
  });
  say(run, `moderation:${action} ${role} ${participant}: ${reason}`, { participant, rule });
  return action === "flag";
}

/** A judgement with checksummed addresses; one that names what is no address counts as none. */
function readable(judgement: Judgement | null): Judgement | null {
  if (judgement === null) return null;
  try {
    return { ...judgement, approve: judgement.approve.map((student) => getAddress(student)) };
  } catch {
    return null;
  }
}
