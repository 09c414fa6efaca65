import {
  describeChain,
  describeStep,
  type Execution,
  type Plan,
  type PlanStep,
  type Simulation,
} from "@selfplay/owner-ops/operate";
import { ruled } from "../../../ui/table.ts";

// Free text (a reason, an event's string) may hold control characters that would drive a terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be shown as codes
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const printable = (text: string): string =>
  text.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The plan as a person reads it. */
export function renderPlan(plan: Plan, simulation?: Simulation): string {
  const lines = [
    `plan ${plan.hash}`,
    `${plan.kind} on ${describeChain(plan.chainId)}, block ${plan.block.number}, sent by ${plan.sender}${sentBy(plan)}`,
    "",
  ];
  if (plan.steps.length === 0) lines.push("nothing to do: everything is in place already");
  else
    lines.push(
      ...ruled(
        ["#", "call", "value", "now", "then", "simulated"],
        plan.steps.flatMap((step, index) => rowsOf(step, index, simulation)),
      ),
    );
  for (const [index, step] of plan.steps.entries()) {
    lines.push(
      "",
      `${index + 1}. ${step.reason}`,
      `     to       ${step.to}${step.via === null ? "" : " (SystemPause)"}`,
    );
    if (step.via !== null) lines.push(`     for      ${step.target}`);
    lines.push(`     calldata ${step.data}`);
    const explanation = simulation?.steps[index]?.explanation;
    if (explanation !== undefined) lines.push(`     because  ${explanation}`);
  }
  if (plan.inPlace.length > 0) lines.push("", "already in place:");
  for (const { contract, target, what, current } of plan.inPlace)
    lines.push(`  - ${contract} ${target}: ${what} = ${current}`);
  if (plan.warnings.length > 0) lines.push("", "warnings:");
  for (const { code, text } of plan.warnings) lines.push(`  ! ${code}: ${text}`);
  if (simulation !== undefined && plan.steps.length > 0) lines.push("", methods[simulation.method]);
  return printable(lines.join("\n"));
}

function rowsOf(step: PlanStep, index: number, simulation: Simulation | undefined): string[][] {
  const simulated = simulation?.steps[index];
  const outcome = simulated === undefined ? "" : renderOutcome(simulated);
  const changes = step.changes.length > 0 ? step.changes : [{ what: "", current: "", desired: "" }];
  return changes.map(({ what, current, desired }, row) => [
    row === 0 ? String(index + 1) : "",
    row === 0 ? describeStep(step) : "",
    what,
    current,
    desired,
    row === 0 ? outcome : "",
  ]);
}

const sentBy = ({ multisig, nonce }: Plan): string =>
  multisig === null ? ` (nonce ${nonce})` : ` (multisig, ${multisig.threshold} of ${multisig.owners})`;

const methods: Readonly<Record<Simulation["method"], string>> = {
  sequence: "simulated in sequence by the node",
  override: "simulated in sequence by a state override",
  separate:
    "the node cannot simulate in sequence: each step was tried on the state of now, and is tried again before it is sent",
};

function renderOutcome({ outcome, gasUsed, error }: Simulation["steps"][number]): string {
  switch (outcome) {
    case "ok":
      return gasUsed === undefined ? "ok" : `ok, ${gasUsed} gas`;
    case "not-reached":
      return "not reached";
    case "unproven":
      return `not proven: ${error ?? ""} now, which an earlier step may cure`;
    case "reverts":
      return `FAILS: ${error ?? ""}`;
  }
}

/** What was done, as a person reads it. */
export function renderExecution({ plan, resumed, receipts, verification }: Execution): string {
  const lines = [`${resumed ? "went on with" : "carried out"} plan ${plan.hash}`];
  for (const { step, transactionHash, blockNumber, gasUsed } of receipts) {
    const done = plan.steps[step - 1];
    lines.push(`${step}. ${done === undefined ? "" : describeStep(done)}`);
    lines.push(`     ${transactionHash}, block ${blockNumber}, ${gasUsed} gas`);
  }
  const looked = [...verification.state, ...verification.events];
  lines.push(
    `verified: ${looked.filter(({ ok }) => ok).length} of ${looked.length} values and events are as planned`,
  );
  return printable(lines.join("\n"));
}
