import type { RoleHolders } from "@selfplay/owner-ops";
import type { Execution, Plan, Simulation } from "@selfplay/owner-ops/operate";
import type { OwnerOutcome } from "../io.ts";
import { renderExecution, renderPlan } from "./render.ts";

export type Mode = "dry-run" | "written" | "nothing-to-do" | "executed";

export function outcomeOf(
  mode: Mode,
  plan: Plan,
  simulation: Simulation | undefined,
  execution?: Execution,
  holders?: RoleHolders,
): OwnerOutcome {
  const done = execution === undefined ? (simulation?.ok ?? true) : execution.verification.ok;
  // What a pause had to leave out is not paused, and a caller that reads only the exit code has to see that.
  const left = plan.warnings
    .filter(({ code }) => code === "NOT_OURS" || code === "NOT_ANSWERING")
    .map(({ text }) => text);
  const ok = done && left.length === 0;
  const { receipts, resumed, verification } = execution ?? {};
  const parts = [execution === undefined ? renderPlan(plan, simulation) : renderExecution(execution)];
  if ((mode === "executed" || mode === "nothing-to-do") && left.length > 0)
    parts.push(`NOT PAUSED:\n${left.map((text) => `  ! ${text}`).join("\n")}`);
  if (holders !== undefined) parts.push(renderHolders(holders));
  return {
    json: { ok, mode, plan, simulation, resumed, receipts, verification, holders, leftOpen: left },
    text: parts.join("\n\n"),
    exitCode: ok ? 0 : 1,
  };
}

/** Who holds the roles, alone. */
export const holdersOutcome = (holders: RoleHolders): OwnerOutcome => ({
  json: { ok: true, mode: "listed", holders },
  text: renderHolders(holders),
  exitCode: 0,
});

const renderHolders = ({ orchestrators, lockManagers }: RoleHolders): string =>
  `orchestrators now: ${orchestrators.join(", ") || "none"}\nlock managers now: ${lockManagers.join(", ") || "none"}`;
