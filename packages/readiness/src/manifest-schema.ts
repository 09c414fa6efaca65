import * as z from "zod";

// Unknown keys are allowed everywhere: manifests in the field carry autonomy, AI team, safety, economy, model,
// governance and guardian protocol sections that the gate has no opinion on.

/** Text that survives UTF-8, hashing and a terminal: well-formed UTF-16, no control characters but tab and newline. */
const text = z
  .string()
  .refine((value) => value.trim() !== "", "must not be empty")
  .max(4000, "must be at most 4000 characters")
  .refine((value) => value.isWellFormed(), "holds half of a surrogate pair")
  .refine((value) => !/[^\P{Cc}\t\n]/u.test(value), "holds a control character");

/** Case does not tell slugs apart: on chain a slug is the keccak256 of its lower-case form. */
const slug = z
  .string()
  .max(64, "must be at most 64 characters")
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    "must be letters, digits, dots, dashes, underscores",
  );

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "must be an address: 0x and 40 hex digits");
const bytes32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/, "must be 0x and 64 hex digits");
const basisPoints = z
  .int("must be whole basis points")
  .min(0)
  .max(10_000, "must be at most 10000 basis points");
const seconds = z.int("must be whole seconds").positive("must be more than 0 seconds");
const usd = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** RFC 3986: a scheme, a colon, something after it. Schemes that make a link run or carry code are refused. */
const uri = z
  .string()
  .max(2048, "must be at most 2048 characters")
  .regex(/^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i, "must be an absolute URI, such as ipfs://…")
  .refine((value) => value.isWellFormed(), "holds half of a surrogate pair")
  .refine((value) => !/^(?:javascript|data|vbscript|blob|file):/i.test(value), "must not use this scheme");

/** uint256 in the smallest unit: a decimal string, or a number as long as it is exact. */
const amount = z.union(
  [
    z.string().refine((value) => /^(?:0|[1-9]\d{0,77})$/.test(value) && BigInt(value) < 2n ** 256n),
    z.int().nonnegative(),
  ],
  "must be a whole amount below 2^256 as a decimal string",
);

const domainList = z.array(slug).optional();

const domain = z.looseObject({
  slug,
  name: text,
  metadataURI: uri,
  orchestrator: address,
  capitalVault: address,
  validatorModule: address,
  policyKernel: address,
  heartbeatSeconds: seconds,
  tvlLimit: amount,
  autonomyLevelBps: basisPoints,
  skillTags: z.array(text).optional(),
  resilienceIndex: z.number().min(0).max(1),
  valueFlowMonthlyUSD: usd,
  autonomyNarrative: text.optional(),
  active: z.boolean().optional(),
});

const sentinel = z.looseObject({
  slug,
  name: text,
  uri,
  agent: address,
  coverageSeconds: seconds,
  sensitivityBps: basisPoints,
  domains: domainList,
  active: z.boolean().optional(),
});

const capitalStream = z.looseObject({
  slug,
  name: text,
  uri,
  vault: address,
  annualBudget: z.int("must be whole dollars").nonnegative(),
  expansionBps: basisPoints,
  domains: domainList,
  active: z.boolean().optional(),
});

const playbook = z.looseObject({
  name: text,
  description: text.optional(),
  owner: address.optional(),
  automation: text.optional(),
  guardrails: z
    .array(text, "must name the guardrails that it runs within")
    .min(1, "must name at least one guardrail"),
});

const cycle = z.looseObject({ cycle: z.int().nonnegative(), executedAt: seconds, reportURI: uri });

const selfImprovement = z.looseObject({
  plan: z.looseObject({
    planURI: uri,
    planHash: bytes32,
    cadenceSeconds: seconds,
    lastExecutedAt: z.int("must be whole seconds").nonnegative().optional(),
    lastReportURI: z.union([z.literal(""), uri], "must be an absolute URI, or empty").optional(),
  }),
  /** Cycles before the last one, oldest first. */
  executedCycles: z.array(cycle).optional(),
  playbooks: z.array(playbook, "must name the playbooks").min(1, "must name at least one playbook"),
  autonomyGuards: z.looseObject({
    maxAutonomyBps: basisPoints,
    humanOverrideMinutes: z.number().positive(),
    pausable: z.boolean(),
    escalationChannels: z.array(text).min(1, "must name at least one channel"),
  }),
});

/** `config/universal.value.manifest.json`. Amounts of money are whole US dollars; times are Unix seconds. */
export const manifestSchema = z.looseObject({
  global: z.looseObject({
    treasury: address,
    universalVault: address,
    upgradeCoordinator: address,
    validatorRegistry: address,
    missionControl: address,
    knowledgeGraph: address,
    guardianCouncil: address,
    systemPause: address,
    /** The contract that the exported calldata is for. */
    phase8Manager: address.optional(),
    /** EIP-155, for the exported Safe batch; 1 unless given. */
    chainId: z
      .union([z.int().positive(), z.string().regex(/^[1-9]\d{0,17}$/)], "must be a chain id (EIP-155)")
      .optional(),
    heartbeatSeconds: seconds,
    guardianReviewWindow: seconds,
    maxDrawdownBps: basisPoints,
    manifestoURI: uri,
    manifestoHash: bytes32.optional(),
  }),
  domains: z.array(domain).min(1, "must name at least one domain"),
  sentinels: z.array(sentinel).min(1, "must name at least one sentinel"),
  capitalStreams: z.array(capitalStream),
  selfImprovement,
});

export type Manifest = z.infer<typeof manifestSchema>;
