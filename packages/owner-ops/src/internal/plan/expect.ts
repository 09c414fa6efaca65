import type { Abi } from "@mvcrs/evm";
import { arenaInterface, fieldModules, moduleInterface, stakeInterface, systemInterface } from "@mvcrs/evm";
import type { PlanKind } from "../../plan.ts";
import type { Reader } from "../reader.ts";

const owned = ["paused", "owner", "pauser"];
const expected: Readonly<
  Record<
    string,
    { readonly abi: Abi; readonly always: readonly string[]; readonly params: readonly string[] }
  >
> = {
  arena: {
    abi: arenaInterface,
    always: ["teacherRewardSplitBps", ...owned],
    params: [
      "baseTeacherReward",
      "baseStudentReward",
      "baseValidatorReward",
      "committeeSize",
      "validatorStake",
      "targetSuccessRateBps",
      "studentRewardSplitBps",
      "validatorRewardSplitBps",
    ],
  },
  stakeManager: {
    abi: stakeInterface,
    always: ["validatorRewardPct", ...owned],
    params: ["feePct", "burnPct", "validatorSlashRewardPct"],
  },
  systemPause: {
    abi: systemInterface,
    always: ["modules", "owner", "governance", "guardian", ...fieldModules],
    params: [],
  },
};

/**
 * Asks, in one trip, for what a request of this kind is going to read; the planner then reads as if nobody had asked.
 * It only saves time: what is missing here is asked for when it is read, what is too much is not remembered.
 */
export function expectRequest(
  reader: Reader,
  kind: PlanKind,
  request: Readonly<Record<string, unknown>>,
  sender: string | undefined,
): void {
  for (const [name, { abi, always, params }] of Object.entries(expected)) {
    const address = request[name];
    if (typeof address !== "string") continue;
    reader.expectCode(address, "contract");
    reader.expectReads(address, abi, kind === "params" ? [...always, ...params] : always);
  }
  if (typeof request["systemPause"] === "string") expectMarks(reader, request["systemPause"]);
  if (sender === undefined) return;
  reader.expectCode(sender, "account");
  if (kind === "pause") expectPauses(reader, request, sender);
}

// What tells a SystemPause with a switch of its own from an arena or a stake manager.
function expectMarks(reader: Reader, system: string): void {
  reader.expectReads(system, systemInterface, ["paused"]);
  reader.expectReads(system, arenaInterface, ["teacherRewardSplitBps"]);
  reader.expectReads(system, stakeInterface, ["validatorRewardPct"]);
}

/** A pause is tried before it is planned. */
function expectPauses(reader: Reader, request: Readonly<Record<string, unknown>>, sender: string): void {
  const data = moduleInterface.encodeFunctionData("pause");
  for (const name of Object.keys(expected)) {
    const address = request[name];
    if (typeof address === "string") void reader.revertOf(sender, address, data).catch(() => {});
  }
}
