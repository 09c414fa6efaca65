import { deploymentOption } from "../../../deployment-options.ts";

/** One option of an owner command. Lists may be given more than once. */
export interface OwnerFlag {
  readonly name: string;
  readonly type: "string" | "boolean" | "list";
  readonly describe: string;
}

const text = (name: string, describe: string): OwnerFlag => ({ name, type: "string", describe });
const list = (name: string, describe: string): OwnerFlag => ({ name, type: "list", describe });
const yesNo = (name: string, describe: string): OwnerFlag => ({ name, type: "boolean", describe });

const deployment = (name: keyof typeof deploymentOption) => text(name, deploymentOption[name]);
const arena = deployment("arena");
const stakeManager = deployment("stake-manager");
const systemPause = deployment("system-pause");

/** Options of `watch`, which sends nothing. */
export const watchFlags: readonly OwnerFlag[] = [
  arena,
  stakeManager,
  text("system-pause", `${deploymentOption["system-pause"]}; its modules are watched as well`),
  deployment("rpc-url"),
  text(
    "from-block",
    "First block to look at (default: a day ago by the chain's times, or where the last watch ended, whichever is earlier)",
  ),
  text("to-block", "Last block to look at (default: the newest)"),
];

/** Options of every owner command: where the chain is, who signs, how far to go. */
export const commonFlags: readonly OwnerFlag[] = [
  list(
    "rpc-url",
    "JSON-RPC endpoint; a second one is asked as well and has to agree (default ETH_RPC_URL, else http://127.0.0.1:8545)",
  ),
  text("chain-id", "The chain that is meant; any other is refused (default: the variable OWNER_CHAIN_ID)"),
  yesNo("dry-run", "Show and simulate the plan, send nothing"),
  text("out", "Write the plan to this file for `mvcrs owner apply`, send nothing"),
  text("safe", "Write a Safe Transaction Builder file, send nothing"),
  yesNo(
    "yes",
    "Confirm the plan without being asked; a pause then also takes the place of a transaction of the account that waits in the pool",
  ),
  yesNo("replace-pending", "Take the place of a transaction of the account that waits in the pool"),
  yesNo("accept-warnings", "Confirm the plan's warnings without being asked"),
  text("from", "Plan for this sender (default: the key's account, else the owner)"),
  text("private-key-file", "File with the private key (default: the variable OWNER_PRIVATE_KEY)"),
  text("keystore", "Encrypted JSON keystore (geth, Foundry)"),
  text("password-file", "File with the keystore's password (default: the variable OWNER_KEYSTORE_PASSWORD)"),
  text("unlocked", "Account that the node holds unlocked"),
  text("max-fee-gwei", "Most to pay per gas (default 300)"),
  text("confirmations", "Blocks on top, the transaction's own included (default 1)"),
  text("actor", "Who does it, for the log (default: the user's name)"),
  yesNo("autonomous", "A program calls, not a person: refused under a trust lock"),
  text("break-glass", "Why a trust lock is set aside; goes into the log"),
];

const pauseFlags = [arena, stakeManager, systemPause];

/** The owner commands that make a plan, and `apply`, with the options of their own. */
export const ownerVerbs = {
  pause: { describe: "Pause arena, stake manager and the system", flags: pauseFlags },
  unpause: { describe: "Let them run again", flags: pauseFlags },
  "set-roles": {
    describe: "Revoke and allow orchestrators and validator lock managers",
    flags: [
      arena,
      stakeManager,
      list("revoke-orchestrator", "Account that loses the role"),
      list("allow-orchestrator", "Account that gets the role"),
      list("revoke-lock-manager", "Account that loses the role"),
      list("allow-lock-manager", "Account that gets the role"),
      text("transfer-arena-to", "New owner of the arena"),
      text(
        "list-from-block",
        "List who holds the roles, from the events since this block; alone, nothing else",
      ),
    ],
  },
  "set-params": {
    describe: "Change rewards, committee, splits and percentages",
    flags: [
      arena,
      text("teacher-reward", "Base reward in wei"),
      text("student-reward", "Base reward in wei"),
      text("validator-reward", "Base reward in wei"),
      text("committee-size", "Validators per round"),
      text("validator-stake", "Stake locked per round, in wei"),
      text("target-success-rate", "Basis points, 1 to 10,000"),
      text("teacher-split", "Basis points"),
      text("student-split", "Basis points"),
      text("validator-split", "Basis points"),
      stakeManager,
      text("fee-pct", "Whole percent"),
      text("burn-pct", "Whole percent"),
      text("validator-reward-pct", "Whole percent"),
    ],
  },
  slash: {
    describe: "Report a validator's misconduct, with the pause where it belongs",
    flags: [
      arena,
      text("round", "Number of the round"),
      text("validator", "Account to slash"),
      text("amount", "In wei"),
      text("recipient", "Who gets what the stake manager's shares leave"),
      text("reason", "For the record"),
      systemPause,
      yesNo("skip-pause", "Do not pause around the report"),
      yesNo("reopen", "Where a deployed arena is paused: unpause, report, pause again"),
    ],
  },
  apply: { describe: "Carry out a plan written with --out, or go on with it", flags: [] },
  "give-up": {
    describe: "Give up an unfinished operation, on the record; without a plan, list them",
    flags: [],
  },
} as const satisfies Record<string, { readonly describe: string; readonly flags: readonly OwnerFlag[] }>;

export type OwnerVerb = keyof typeof ownerVerbs;

/** Parsed options by name; lists as arrays. */
export type OwnerArgs = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
