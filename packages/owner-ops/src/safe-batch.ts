import type { Abi } from "@mvcrs/evm";
import { arenaInterface, moduleInterface, stakeInterface, systemInterface } from "@mvcrs/evm";
import { keccak256 } from "ethers/crypto";
import { toUtf8Bytes } from "ethers/utils";
import { ownerErrors } from "./errors.ts";
import { describeStep, type Plan, type PlanStep } from "./plan.ts";

/** A file of the Safe Transaction Builder, version 1.0. */
export interface SafeBatch {
  readonly version: "1.0";
  readonly chainId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly meta: {
    readonly name: string;
    readonly description: string;
    readonly txBuilderVersion: string;
    readonly createdFromSafeAddress: string;
    readonly createdFromOwnerAddress: string;
    readonly checksum: string;
  };
  readonly transactions: readonly {
    readonly to: string;
    readonly value: "0";
    readonly data: string;
    readonly contractMethod: {
      readonly inputs: readonly {
        readonly internalType: string;
        readonly name: string;
        readonly type: string;
      }[];
      readonly name: string;
      readonly payable: boolean;
    };
    readonly contractInputsValues: Readonly<Record<string, string>>;
  }[];
}

/**
 * The plan as a file for the Safe Transaction Builder. A Safe executes the whole batch in one transaction, so either
 * all of it happens or nothing.
 *
 * @throws NOT_A_MULTISIG when the plan's sender is no Safe
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { httpRpc } from "@mvcrs/evm";
 * import { planPause, toSafeBatch } from "@selfplay/owner-ops";
 *
 * const rpc = httpRpc(process.env["ETH_RPC_URL"] ?? "http://127.0.0.1:8545");
 * const plan = await planPause({ arena: process.env["ARENA"] }, { rpc, now: Date.now });
 * // An arena that one key owns is paused by that key; where a Safe owns it, this is the file that its owners sign.
 * if (plan.multisig === null) assert.throws(() => toSafeBatch(plan), { code: "NOT_A_MULTISIG" });
 * else assert.equal(toSafeBatch(plan).transactions.length, plan.steps.length);
 * ```
 */
export function toSafeBatch(plan: Plan): SafeBatch {
  if (plan.multisig === null) throw ownerErrors.create("NOT_A_MULTISIG", { sender: plan.sender });
  const batch = {
    version: "1.0" as const,
    chainId: plan.chainId,
    createdAt: Date.parse(plan.createdAt),
    meta: {
      name: `SelfPlay owner operation: ${plan.kind}`,
      description: `Plan ${plan.hash}. ${plan.steps.map(describeStep).join("; ")}`,
      txBuilderVersion: "1.18.0",
      createdFromSafeAddress: plan.sender,
      createdFromOwnerAddress: "",
    },
    transactions: plan.steps.map(toTransaction),
  };
  return { ...batch, meta: { ...batch.meta, checksum: safeChecksum(batch) } };
}

const interfaces: Readonly<Record<string, Abi>> = {
  SelfPlayArena: arenaInterface,
  StakeManager: stakeInterface,
  SystemPause: systemInterface,
};

function toTransaction(step: PlanStep): SafeBatch["transactions"][number] {
  const abi = step.via === null ? (interfaces[step.contract] ?? moduleInterface) : systemInterface;
  const fragment = abi.getFunction(step.via === null ? step.function : "executeGovernanceCall");
  if (fragment === null) throw new TypeError(`no function ${step.function}`);
  const values = step.via === null ? step.args.map(({ value }) => value) : [step.target, step.calldata];
  return {
    to: step.to,
    value: "0",
    data: step.data,
    contractMethod: {
      inputs: fragment.inputs.map(({ name, type }) => ({ internalType: type, name, type })),
      name: fragment.name,
      payable: false,
    },
    contractInputsValues: Object.fromEntries(
      fragment.inputs.map(({ name }, index) => [name, values[index] ?? ""]),
    ),
  };
}

/**
 * The Transaction Builder's checksum: keccak-256 of its own serialisation of the file, with the name set to null and
 * no checksum in it. The builder warns when it does not match.
 */
export function safeChecksum(batch: { readonly meta: object }): string {
  const { checksum: _, ...meta }: Record<string, unknown> = { ...batch.meta };
  return keccak256(toUtf8Bytes(serialise({ ...batch, meta: { ...meta, name: null } })));
}

// An object is `{`, the JSON of its sorted keys, then every value and a comma, `}`; a list is its values between
// brackets; undefined counts as null.
function serialise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialise).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${JSON.stringify(entries.map(([key]) => key))}${entries.map(([, member]) => `${serialise(member)},`).join("")}}`;
  }
  return JSON.stringify(value ?? null);
}
