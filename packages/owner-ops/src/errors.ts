import { defineErrors } from "@mvcrs/errors";

const list = (lines: readonly string[]) => lines.map((line) => `\n  - ${line}`).join("");

/** Every error that owner operations throw on purpose. */
export const ownerErrors = defineErrors("@selfplay/owner-ops", {
  // ------------------------------------------------------------------ input
  MISSING_OPTION: {
    kind: "input",
    summary: (d: { readonly option: string; readonly why: string }) => `${d.option} is missing: ${d.why}`,
    hint: (d: { readonly option: string }) => `Add ${d.option}.`,
  },
  CONFLICTING_OPTIONS: {
    kind: "input",
    summary: (d: { readonly options: readonly string[]; readonly why: string }) =>
      `${d.options.join(" and ")} contradict each other: ${d.why}`,
    hint: () => "Leave one of them out.",
  },
  NOTHING_TO_DO: {
    kind: "input",
    summary: (d: { readonly verb: string }) => `${d.verb}: nothing was asked for`,
    hint: () => "Name at least one contract and one change.",
  },
  SPLITS_DO_NOT_FIT: {
    kind: "input",
    summary: (d: { readonly sum: number; readonly splits: readonly number[] }) =>
      `the reward splits would be ${d.splits.join(" / ")}, together ${d.sum}; the arena takes 1 to 10,000`,
    hint: () =>
      "An arena with the default splits of 10,000 each needs all three changed together: give --teacher-split, --student-split and --validator-split.",
  },
  PERCENTAGES_DO_NOT_FIT: {
    kind: "input",
    summary: (d: {
      readonly sum: string;
      readonly fee: string;
      readonly burn: string;
      readonly reward: string;
    }) =>
      `fee ${d.fee} + burn ${d.burn} + validator reward ${d.reward} would be ${d.sum} percent; at most 100 are allowed`,
    hint: () => "Lower one of them in the same command.",
  },
  NO_CODE: {
    kind: "input",
    summary: (d: { readonly where: string; readonly address: string; readonly chainId: string }) =>
      `${d.where}: there is no contract at ${d.address} on chain ${d.chainId}`,
    hint: () => "Check the address and the network behind --rpc-url.",
  },
  WRONG_CONTRACT: {
    kind: "input",
    summary: (d: {
      readonly where: string;
      readonly address: string;
      readonly wanted: string;
      readonly found: string;
    }) => `${d.where}: ${d.address} is not a ${d.wanted}; it looks like ${d.found}`,
    hint: () => "Two addresses may be mixed up.",
  },
  WRONG_CHAIN: {
    kind: "input",
    summary: (d: { readonly wanted: string; readonly found: string }) =>
      `the node is on chain ${d.found}, not on ${d.wanted}`,
    hint: () => "Check --rpc-url and --chain-id.",
  },
  CHAIN_CHANGED: {
    kind: "refused",
    summary: (d: { readonly contract: string; readonly before: readonly string[]; readonly found: string }) =>
      `the node says it is on chain ${d.found}, but ${d.contract} was operated on chain ${d.before.join(", ")} before`,
    hint: (d: { readonly found: string }) =>
      `Nothing was signed. Check --rpc-url. If the contract is on both chains, say so with --chain-id ${d.found}.`,
  },
  CHAIN_DOUBTFUL: {
    kind: "refused",
    summary: (d: { readonly endpoint: string; readonly chain: string; readonly ran: string }) =>
      `${d.endpoint} says that it is ${d.chain}, but runs contracts as chain ${d.ran}`,
    hint: () =>
      "Nothing was signed: no transaction can be good for both. Use another --rpc-url; or, if you know the chain, name it with --chain-id.",
  },
  CHAIN_UNCONFIRMED: {
    kind: "refused",
    summary: (d: {
      readonly endpoint: string;
      readonly chain: string;
      readonly chainId: string;
      readonly doubts: readonly string[];
    }) =>
      `only ${d.endpoint} says that this is ${d.chain}${d.doubts.map((doubt) => `, and ${doubt}`).join("")}; these contracts were never operated from here`,
    hint: (d: { readonly chainId: string }) =>
      `Nothing was signed. Name the chain with --chain-id ${d.chainId}, give a second --rpc-url of another provider, or confirm with --accept-warnings. A pause goes through without.`,
  },
  OPERATION_OVER: {
    kind: "refused",
    summary: (d: { readonly plan: string; readonly code: string }) =>
      `plan ${d.plan} was begun before and ended with ${d.code}`,
    hint: () => "Nothing was sent. Make a new plan for what is left.",
  },
  ROUND_NOT_FOUND: {
    kind: "input",
    summary: (d: { readonly roundId: string }) => `the arena has no round ${d.roundId}`,
    hint: () => "Take the round's number from the run receipt.",
  },
  NOT_A_VALIDATOR: {
    kind: "input",
    summary: (d: {
      readonly roundId: string;
      readonly validator: string;
      readonly validators: readonly string[];
    }) => `${d.validator} is no validator of round ${d.roundId}`,
    hint: (d: { readonly validators: readonly string[] }) =>
      `Its validators are ${d.validators.join(", ") || "none"}.`,
  },
  STAKE_TOO_SMALL: {
    kind: "input",
    summary: (d: { readonly validator: string; readonly available: string; readonly needed: string }) =>
      `${d.validator} has a stake of ${d.available}, less than the ${d.needed} to slash`,
    hint: (d: { readonly available: string }) => `Slash at most ${d.available}.`,
  },
  STRANDS_ARENA: {
    kind: "input",
    summary: (d: { readonly arena: string; readonly newOwner: string }) =>
      `handing the arena ${d.arena} to SystemPause ${d.newOwner} would strand it for good`,
    hint: () =>
      "SystemPause cannot call the arena, nor give it back. Hand it to an account or a multisig instead.",
  },
  PLAN_UNREADABLE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly problems: readonly string[] }) =>
      `${d.path} is not a plan:${list(d.problems)}`,
    hint: () => "Write one with --out.",
  },
  PLAN_ALTERED: {
    kind: "input",
    summary: (d: { readonly stated: string; readonly computed: string }) =>
      `the plan says its hash is ${d.stated}, but its content hashes to ${d.computed}`,
    hint: () => "It was edited or damaged after it was made. Make it again; never edit a plan by hand.",
  },
  SIGNER_MISSING: {
    kind: "input",
    summary: (d: { readonly sender: string }) => `there is no key to sign with for ${d.sender}`,
    hint: () =>
      "Set OWNER_PRIVATE_KEY, or give --private-key-file, --keystore or --unlocked; or use --dry-run, --out or --safe.",
  },
  SIGNER_IS_ANOTHER: {
    kind: "input",
    summary: (d: { readonly signer: string; readonly sender: string }) =>
      `the key is that of ${d.signer}, but the plan is for ${d.sender}`,
    hint: () => "Use the other key, or make the plan again with this one.",
  },
  NOT_A_MULTISIG: {
    kind: "input",
    summary: (d: { readonly sender: string }) =>
      `${d.sender} is not a multisig, so a Safe batch has no one to execute it`,
    hint: () => "Leave --safe out, or name the Safe with --from.",
  },
  // ---------------------------------------------------------------- refused
  MISCONDUCT_NEEDS_UNPAUSED: {
    kind: "refused",
    summary: (d: { readonly arena: string; readonly paused: readonly string[] }) =>
      `${d.paused.join(" and ")} paused, and the arena ${d.arena} reports no misconduct while paused`,
    hint: () =>
      "Deployed arenas have to report first and pause afterwards. Add --reopen to plan: unpause, report, pause again.",
  },
  ARENA_MAY_NOT_SLASH: {
    kind: "refused",
    summary: (d: { readonly arena: string; readonly stakeManager: string }) =>
      `the stake manager ${d.stakeManager} does not let the arena ${d.arena} slash: it is neither its dispute nor its validation module`,
    hint: () =>
      "setValidatorLockManager does not help. Deployed stake managers refuse an arena as a module; use governanceSlash there, or setDisputeModule on ours.",
  },
  TREASURY_NOT_ALLOWED: {
    kind: "refused",
    summary: (d: { readonly stakeManager: string; readonly treasury: string }) =>
      `every slash reverts: treasury ${d.treasury} of ${d.stakeManager} is not on its allow-list`,
    hint: () => "Put it on the list first: setTreasuryAllowlist(treasury, true).",
  },
  SIMULATION_FAILED: {
    kind: "refused",
    summary: (d: { readonly failures: readonly string[]; readonly simulation: unknown }) =>
      `the plan would fail:${list(d.failures)}`,
    hint: () => "Nothing was sent.",
  },
  PLAN_DRIFTED: {
    kind: "refused",
    summary: (d: { readonly differences: readonly string[]; readonly fresh: unknown }) =>
      `the chain is no longer what the plan was made for:${list(d.differences)}`,
    hint: () => "Nothing was sent. Make the plan again and review it.",
  },
  ENDPOINTS_DISAGREE: {
    kind: "refused",
    summary: (d: { readonly differences: readonly string[] }) =>
      `the two RPC endpoints disagree:${list(d.differences)}`,
    hint: () => "Nothing was sent. One of them lags, forked or lies; find out which before going on.",
  },
  MULTISIG_REQUIRED: {
    kind: "refused",
    summary: (d: { readonly sender: string; readonly owners: number; readonly threshold: number }) =>
      `${d.sender} is a multisig (${d.threshold} of ${d.owners}); no single key can send for it`,
    hint: () => "Write a Safe Transaction Builder file with --safe out.json and sign it there.",
  },
  OPERATION_RUNNING: {
    kind: "refused",
    summary: (d: { readonly lock: string; readonly holder: string }) =>
      `another owner operation of this account is running (${d.holder})`,
    hint: (d: { readonly lock: string }) => `Wait for it. The lock is ${d.lock}.`,
  },
  TRUST_LOCKED: {
    kind: "refused",
    summary: (d: { readonly kind: string; readonly caller: string; readonly lock: string }) =>
      `a trust lock forbids ${d.kind} by a ${d.caller} caller: ${d.lock}`,
    hint: (d: { readonly caller: string }) =>
      d.caller === "human"
        ? 'Pausing is allowed. For anything else release the lock, or break glass with --break-glass "<why>".'
        : "A human has to do it.",
  },
  // ---------------------------------------------------------------- outside
  FUNDS_TOO_LOW: {
    kind: "outside",
    summary: (d: { readonly sender: string; readonly balance: string; readonly needed: string }) =>
      `${d.sender} has ${d.balance} wei, and the plan may cost ${d.needed} wei`,
    hint: () => "Nothing was sent. Fund the account, or lower --max-fee-gwei.",
  },
  FEE_ABOVE_CAP: {
    kind: "outside",
    summary: (d: { readonly who: string; readonly needed: string; readonly cap: string }) =>
      `${d.who} wants ${d.needed} wei per gas now, more than the cap of ${d.cap}`,
    hint: () => "Raise --max-fee-gwei, or wait. What was sent is recorded; run the same command again.",
  },
  PAUSE_GOES_FIRST: {
    kind: "outside",
    summary: (d: { readonly plan: string }) =>
      `a pause of this account has begun, and plan ${d.plan} signs nothing more meanwhile`,
    hint: () =>
      "Once the pause is done, run the same command again to go on, or give it up with owner give-up.",
  },
  LEFT_OPEN: {
    kind: "integrity",
    summary: (d: { readonly open: readonly string[]; readonly failure: string; readonly closing: string }) =>
      `THE OPERATION FAILED AND LEFT OPEN: ${d.open.join(", ")}. It failed with: ${d.failure}. Closing failed with: ${d.closing}`,
    hint: () => "Run owner pause for these contracts now, through another --rpc-url if this one is lost.",
  },
  NO_SUCH_OPERATION: {
    kind: "input",
    summary: (d: { readonly plan: string; readonly unfinished: readonly string[] }) =>
      `there is no unfinished operation ${d.plan}; unfinished here: ${d.unfinished.join(", ") || "none"}`,
    hint: () => "Give the hash of its plan, or the start of it.",
  },
  STEP_WOULD_REVERT: {
    kind: "outside",
    summary: (d: { readonly step: number; readonly call: string; readonly explanation: string }) =>
      `step ${d.step} (${d.call}) would fail now: ${d.explanation}`,
    hint: () => "It was not sent, nor anything after it. Make a new plan for what is left.",
  },
  STEP_FAILED: {
    kind: "outside",
    summary: (d: {
      readonly step: number;
      readonly call: string;
      readonly hash: string;
      readonly explanation: string;
    }) => `step ${d.step} (${d.call}) failed on chain in ${d.hash}: ${d.explanation}`,
    hint: () => "Nothing after it was sent. Make a new plan for what is left.",
  },
  NONCE_TAKEN: {
    kind: "outside",
    summary: (d: {
      readonly step: number;
      readonly nonce: number;
      readonly sender: string;
      readonly by: string;
    }) => `step ${d.step}: nonce ${d.nonce} of ${d.sender} was used by ${d.by}, which was not signed here`,
    hint: () => "Somebody else sends with this account. Find out who, then make a new plan for what is left.",
  },
  SUPERSEDED: {
    kind: "outside",
    summary: (d: {
      readonly step: number;
      readonly nonce: number;
      readonly sender: string;
      readonly by: string;
      readonly plan: string;
    }) => `step ${d.step}: nonce ${d.nonce} of ${d.sender} went to ${d.by}, signed here for plan ${d.plan}`,
    hint: () => "A later operation took its place. Make a new plan for what is left.",
  },
  NONCE_UNCLEAR: {
    kind: "outside",
    summary: (d: { readonly step: number; readonly nonce: number; readonly sender: string }) =>
      `step ${d.step}: the node says that nonce ${d.nonce} of ${d.sender} is used, and shows no transaction that used it`,
    hint: () =>
      "Nothing is concluded from that. Run the same command again, with another --rpc-url if it stays so.",
  },
  NONCE_HELD: {
    kind: "outside",
    summary: (d: {
      readonly step: number;
      readonly nonce: number;
      readonly sender: string;
      readonly what: string;
    }) => `step ${d.step}: nonce ${d.nonce} of ${d.sender} is held by ${d.what}, which waits in the pool`,
    hint: () =>
      "If it is yours, wait for it. If not, somebody else sends with this account: --replace-pending takes its place.",
  },
  NODE_REFUSES: {
    kind: "outside",
    summary: (d: {
      readonly step: number;
      readonly call: string;
      readonly text: string;
      /** The fees of the last attempt, in words. */
      readonly offered: string;
    }) => `the node does not take step ${d.step} (${d.call}): ${d.text}; the last one offered ${d.offered}`,
    hint: () =>
      "The node's own words. It is recorded; run the same command again, with another --rpc-url, or a higher --max-fee-gwei if it wants more than that allows.",
  },
  NOT_MINED: {
    kind: "outside",
    summary: (d: { readonly step: number; readonly hashes: readonly string[]; readonly waitedMs: number }) =>
      `step ${d.step} is not mined after ${Math.round(d.waitedMs / 1000)} s (${d.hashes.join(", ")})`,
    hint: () => "It is recorded. Run the same command again to go on; it will not be sent twice.",
  },
  JOURNAL_UNREADABLE: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly line: number; readonly problem: string }) =>
      `${d.path}:${d.line}: ${d.problem}`,
    hint: () =>
      "The record of what was sent is damaged, so nothing is sent. Compare the account's nonce with the plan by hand.",
  },
  RECORD_FAILED: {
    kind: "outside",
    summary: (d: { readonly event: string; readonly problem: string }) =>
      `the log did not take ${d.event}: ${d.problem}`,
    hint: () =>
      "Nothing is sent before the intent is recorded. Fix the log, or name another --root in an emergency, and run the command again.",
  },
  // -------------------------------------------------------------- integrity
  NOT_VERIFIED: {
    kind: "integrity",
    summary: (d: { readonly failures: readonly string[] }) =>
      `everything was sent, but the chain does not show what was planned:${list(d.failures)}`,
    hint: () => "Somebody may have changed it again. Read the state and make a new plan.",
  },
});
