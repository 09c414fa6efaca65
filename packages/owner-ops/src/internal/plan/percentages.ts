import { ownerErrors } from "../../errors.ts";
import { readWhole } from "../typed-reads.ts";
import type { Contract } from "./contracts.ts";
import { addStep, alreadyInPlace, type Draft, expectEvent, type Wanted } from "./draft.ts";

interface Percentages {
  readonly feePct?: bigint | undefined;
  readonly burnPct?: bigint | undefined;
  readonly validatorRewardPct?: bigint | undefined;
}

const setters = [
  ["feePct", "setFeePct", "FeePctUpdated"],
  ["burnPct", "setBurnPct", "BurnPctUpdated"],
  ["validatorRewardPct", "setValidatorRewardPct", "ValidatorRewardPctUpdated"],
] as const;

/**
 * Steps for the three percentages: the ones that fall before the ones that rise. As both the sum before and the sum
 * after are at most 100, no sum in between is above (each setter checks it).
 *
 * @throws PERCENTAGES_DO_NOT_FIT
 */
export async function addPercentageSteps(draft: Draft, stakes: Contract, wanted: Percentages): Promise<void> {
  const rows: { getter: string; setter: string; event: string; current: bigint; desired: bigint }[] = [];
  for (const [getter, setter, event] of setters) {
    const current = await readWhole(draft.reader, stakes, getter);
    rows.push({ getter, setter, event, current, desired: wanted[getter] ?? current });
    if (wanted[getter] === current) alreadyInPlace(draft, stakes, getter, current);
  }
  const sum = rows.reduce((total, { desired }) => total + desired, 0n);
  if (sum > 100n)
    throw ownerErrors.create("PERCENTAGES_DO_NOT_FIT", {
      sum: sum.toString(),
      fee: String(rows[0]?.desired),
      burn: String(rows[1]?.desired),
      reward: String(rows[2]?.desired),
    });
  for (const { getter, setter, event, current, desired } of orderPercentages(rows)) {
    const changes: Wanted[] = [{ contract: stakes, getter, current, desired }];
    if (getter === "validatorRewardPct") changes.push(...(await slashShareToo(draft, stakes, desired)));
    await addStep(draft, {
      contract: stakes,
      fn: setter,
      args: [desired],
      right: "owner",
      changes,
      expects: [expectEvent(stakes, event, [desired]), expectEvent(stakes, "ParametersUpdated", null)],
      reason: `${desired < current ? "lower" : "raise"} ${getter}; falling ones come first, so that the sum never passes 100`,
    });
  }
}

// In the field `setValidatorRewardPct` rewrites the validators' share of slashes as well.
async function slashShareToo(draft: Draft, stakes: Contract, desired: bigint): Promise<readonly Wanted[]> {
  const getter = "validatorSlashRewardPct";
  const found = await draft.reader.read(stakes.name, stakes.address, stakes.abi, getter);
  if (found === undefined || found[0] === desired) return [];
  draft.warnings.push({
    code: "SLASH_SHARE",
    text: `setValidatorRewardPct sets ${getter} to ${desired} as well, ${String(found[0])} now`,
    ask: false,
  });
  return [{ contract: stakes, getter, current: found[0], desired }];
}

/** The rows that change, falling ones first. */
export function orderPercentages<Row extends { readonly current: bigint; readonly desired: bigint }>(
  rows: readonly Row[],
): readonly Row[] {
  return [
    ...rows.filter(({ current, desired }) => desired < current),
    ...rows.filter(({ current, desired }) => desired > current),
  ];
}
