import { drillErrors } from "../errors.ts";
import { logTampering } from "./log-tampering.ts";
import { lyingNode } from "./lying-node.ts";
import { parameterChange } from "./parameter-change.ts";
import type { Scenario } from "./scenario.ts";
import { stolenKey } from "./stolen-key.ts";
import { validatorMisconduct } from "./validator-misconduct.ts";

/** In the order of the whole rehearsal. */
const scenarios: readonly Scenario[] = [
  validatorMisconduct,
  parameterChange,
  lyingNode,
  stolenKey,
  logTampering,
];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);

/** The scenarios of these names, in the order of the rehearsal; all where none is named. @throws DRILL_SCENARIO */
export function scenariosNamed(names: readonly string[]): readonly Scenario[] {
  for (const name of names)
    if (!scenarioNames.includes(name))
      throw drillErrors.create("DRILL_SCENARIO", { name, known: scenarioNames });
  return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
}
