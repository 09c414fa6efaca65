import { parseUnits } from "ethers/utils";

/**
 * What a node's answer means. Errors of JSON-RPC have codes that clients give freely and words that each client chose
 * for itself; the table below is the one place that knows them, and docs/formats/owner-operations.md prints it. What no
 * row knows is `unknown`, and leads to looking the transaction up by hash and nonce. Here: what each meaning is, and what
 * is done about it.
 */
export const meaningTexts = {
  busy: "Nothing happened: the provider limits the rate or is overloaded. Ask again, later each time.",
  behind: "This node lacks the block; another behind the same address has it. Ask again.",
  "too-wide": "The range of eth_getLogs holds too much. Halve it.",
  known: "The node has the transaction: in its pool, or mined. Look it up.",
  "nonce-used": "The nonce is used up. Look whose transaction did it.",
  "nonce-held": "Another transaction with this nonce waits. Look whose.",
  "nonce-ahead":
    "A nonce before it is free: what used it is gone, or this node lags. Look at the steps before.",
  "fee-low": "The fee or the tip is too low for now. Sign again with what the node wants.",
  "fee-high": "The node's own cap on what a transaction may cost. Sign again below it.",
  type: "No EIP-1559 here. Sign again as type 0.",
  "pool-full": "The pool takes no more at this price. Wait and sign again with a higher one.",
  "gas-low": "Below the intrinsic gas. Sign again with more.",
  "gas-high": "Above what a block or a transaction may have. Sign again with less.",
  funds: "The account cannot pay.",
  chain: "Signed for another chain than the node is on.",
  forbidden: "The node takes nothing from this account.",
  unknown: "No row fits. Look the transaction up by hash and nonce.",
} as const;
export type Meaning = keyof typeof meaningTexts;

interface Row {
  readonly means: Meaning;
  /** The request it answers; any by default. */
  readonly on?: "send" | "logs";
  readonly codes?: readonly number[];
  readonly words?: RegExp;
  /** In whose words, as a node says it. */
  readonly samples: readonly string[];
}

// The first row that fits counts, so the narrow ones stand before the wide ones.
export const nodeAnswers: readonly Row[] = [
  {
    means: "too-wide",
    on: "logs",
    words:
      /^(?!.*(?:rate|second|capacity|throughput|quota|requests)).*(?:more than \d+ results|range|too (?:many|large|wide)|limit(?:ed)? (?:exceeded|to)|response size|exceeds? (?:the )?max)/i,
    samples: [
      "query returned more than 10000 results",
      "block range is too wide",
      "Log response size exceeded.",
    ],
  },
  {
    means: "known",
    on: "send",
    words:
      /^(?!.*\bnonce\b).*(?:already\s*known|known transaction|already (?:imported|exists|in (?:the )?(?:pool|mempool|m?pool|cache|system))|existing tx with same hash|same hash (?:was|is) already|duplicate transaction)/i,
    samples: [
      "already known",
      "AlreadyKnown",
      "existing tx with same hash",
      "Known transaction",
      "Transaction with the same hash was already imported.",
      "transaction already imported",
      "tx already exists in cache",
    ],
  },
  {
    means: "nonce-held",
    on: "send",
    words:
      /replace(?:ment)?.*(?:underpriced|not\s*allowed|too low)|could not replace|same nonce|in-flight transaction limit/i,
    samples: [
      "replacement transaction underpriced",
      "ReplacementNotAllowed",
      "could not replace existing tx",
      "There is another transaction with same nonce in the queue.",
      "in-flight transaction limit reached for delegated accounts",
    ],
  },
  {
    means: "nonce-used",
    on: "send",
    words: /nonce\s*(?:is\s*)?too\s*(?:low|small)|old\s*nonce|nonce.*already.*used|nonce.*(?:expired|below)/i,
    samples: ["nonce too low: next nonce 5, tx nonce 4", "OldNonce", "Transaction nonce is too low."],
  },
  {
    means: "nonce-ahead",
    on: "send",
    words: /nonce\s*(?:is\s*)?too\s*(?:high|distant|far|big)|nonce\s*gap|gapped.nonce|nonce.*future/i,
    samples: ["nonce too high", "NonceGap", "Transaction nonce is too distant from current sender nonce"],
  },
  {
    means: "pool-full",
    on: "send",
    words:
      /pool (?:is )?(?:full|overflow)|pool.*limit|too many transactions|FeeTooLowToCompete|account limit exceeded/i,
    samples: [
      "txpool is full",
      "txpool overflow",
      "FeeTooLowToCompete",
      "There are too many transactions in the queue.",
    ],
  },
  {
    means: "gas-low",
    on: "send",
    words: /intrinsic gas|gas is too low|floor data gas|minimal cost of the transaction/i,
    samples: ["intrinsic gas too low: gas 20000, minimum needed 21000", "Transaction gas is too low."],
  },
  {
    means: "gas-high",
    on: "send",
    words: /exceeds (?:the )?block gas limit|gas limit (?:is )?too high|GasLimitExceeded|gas limit.*exceeds/i,
    samples: ["exceeds block gas limit", "transaction gas limit too high (cap: 16777216, tx: 30000000)"],
  },
  {
    means: "fee-high",
    on: "send",
    words: /exceeds the configured cap|fee cap exceeded|tx fee .* exceeds/i,
    samples: ["tx fee (1.50 ether) exceeds the configured cap (1.00 ether)"],
  },
  {
    means: "funds",
    on: "send",
    words: /insufficient\s*(?:funds|balance)|enough funds|upfront cost exceeds|balance (?:is )?too low/i,
    samples: [
      "insufficient funds for gas * price + value",
      "InsufficientFunds",
      "Upfront cost exceeds account balance",
    ],
  },
  {
    means: "type",
    on: "send",
    words: /transaction type|tx\s*type|type.*not supported|1559.*not|expected input list|typed transaction/i,
    samples: [
      "transaction type not supported",
      "InvalidTxType",
      "rlp: expected input list for types.LegacyTx",
    ],
  },
  {
    means: "fee-low",
    on: "send",
    words:
      /underpriced|base\s*fee|fee\s*(?:cap\s*|per\s*gas\s*)?(?:is\s*)?too\s*low|fee\s*cap (?:is )?(?:below|less|lower)|insufficient fee|FeeTooLow|gas price.*(?:low|below|less|minimum)|minimum (?:needed|gas price)|tip.*(?:low|needed|minimum)|price too low/i,
    samples: [
      "max fee per gas less than block base fee: address 0xf39F, maxFeePerGas: 1, baseFee: 900",
      "transaction underpriced: tip needed 30000000000, tip permitted 1000000000",
      "transaction underpriced: gas tip cap 1000000000, minimum needed 25000000000",
      "FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: 1, BaseFee: 900",
      "Gas price below configured minimum gas price",
      "the tx gasfeecap is lower than the tx baseFee: 5 (gasfeecap), 900 (basefee): insufficient fee",
    ],
  },
  {
    means: "chain",
    on: "send",
    words: /chain\s*-?id|wrong chain|invalid sender/i,
    samples: ["invalid chain id for signer: have 5 want 1", "invalid sender", "WrongChainId"],
  },
  {
    means: "forbidden",
    on: "send",
    words: /not (?:authori[sz]ed|permitted|whitelisted)|denied|blacklist|banned|forbidden/i,
    samples: ["Sender account not authorized to send transactions"],
  },
  {
    means: "behind",
    words:
      /header (?:for hash )?not found|(?:unknown|no such|missing|could not find|cannot find) (?:block|header)|block (?:\S+ )?(?:is )?not (?:found|available|yet)|hash not found|missing trie node|state (?:\S+ )?(?:is )?not available|historical state|beyond (?:the )?(?:current )?head|greater than (?:the )?latest|after last accepted|BlockOutOfRange|block out of range/i,
    samples: [
      "header not found",
      "unknown block",
      "block #7 not found",
      "missing trie node",
      "BlockOutOfRangeError: block height is 5 but requested was 7",
    ],
  },
  {
    means: "busy",
    codes: [429, -32007, -32016, -32029, -32090, -32097],
    words:
      /rate.?limit|too many requests|(?:compute|throughput|capacity|quota).*exceeded|exceeded.*(?:capacity|throughput|quota|requests)|capacity|requests? (?:rate|per second)|request limit|overload|temporarily|try again|service (?:is )?unavailable|no (?:available|healthy) (?:upstream|server|backend|node)|timed? ?out|timeout|internal (?:server )?error|daily request/i,
    samples: [
      "Your app has exceeded its compute units per second capacity.",
      "project ID request rate exceeded",
      "rate limit exceeded",
      "429 Too Many Requests",
      "no available upstream",
      "request timed out",
    ],
  },
  // EIP-1474 calls it "limit exceeded"; what limit, only the words would say.
  { means: "busy", codes: [-32005], samples: ["limit exceeded"] },
];

const kinds: Readonly<Record<string, "send" | "logs">> = {
  eth_sendRawTransaction: "send",
  eth_sendTransaction: "send",
  eth_getLogs: "logs",
};

/**
 * What an error of a node means for the request that it answers. Reverts and missing methods are not the table's.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { meaningOf, meaningTexts } from "@mvcrs/evm";
 *
 * const said = { rpcCode: -32000, text: "nonce too low: next nonce 5, tx nonce 4" };
 * assert.equal(meaningOf("eth_sendRawTransaction", said), "nonce-used");
 * assert.equal(meaningTexts["nonce-used"], "The nonce is used up. Look whose transaction did it.");
 * ```
 */
export function meaningOf(
  method: string,
  error: { readonly rpcCode: number; readonly text: string },
): Meaning {
  const on = kinds[method];
  const row = nodeAnswers.find(
    ({ on: of, codes, words }) =>
      (of === undefined || of === on) &&
      ((codes?.includes(error.rpcCode) ?? false) || (words?.test(error.text) ?? false)),
  );
  return row?.means ?? "unknown";
}

// How an execution ends badly otherwise than by a revert, in the clients' words; never "EVM error" alone, which also
// stands before what the node itself could not do.
const halts =
  /revert|(?:invalid|unknown)\s*(?:fe)?\s*opcode|opcode\s*not\s*found|bad\s*instruction|(?:invalid|bad)\s*jump|out\s*of\s*gas|memory\s*oog|stack\s*(?:(?:under|over)flow|limit)|write protection|state\s*change\s*during\s*static|(?:return data )?out\s*of\s*(?:bounds|offset)|gas uint64 overflow|execution halted|vm execution error/i;

/**
 * Whether an error says that an execution reverted or was halted: the contract's fault, which no other node answers
 * better. Code 3 is geth's; others say it in words only.
 */
export const isRevert = (error: {
  readonly rpcCode: number;
  readonly text: string;
  readonly data: string | undefined;
}): boolean => error.rpcCode === 3 || error.data !== undefined || halts.test(error.text);

// Whole wei, or gwei where the node says so; a number in hexadecimal digits is left alone.
const numbers: readonly (readonly [RegExp, keyof Wanted])[] = [
  [
    /(?:tip needed|minimum needed|minimum gas price|minimum tip|min(?:imum)? (?:priority )?fee)\D{0,12}(\d+(?:\.\d{1,9})?)(?!\.?\d|x)\s*(gwei)?/i,
    "tip",
  ],
  // Ethermint's offer stands where others name what is wanted, and says what it is behind the number.
  [
    /base\s*fee(?:\s*per\s*gas)?(?: of)?\D{0,3}(\d+(?:\.\d{1,9})?)(?!\.?\d|x| \(gasfeecap)\s*(gwei)?/i,
    "base",
  ],
  [/\b(\d+(?:\.\d{1,9})?)\s*(gwei)? \(basefee\)/i, "base"],
];

/** Wei per gas that a node's words name; what they do not name is left out. */
export interface Wanted {
  readonly tip?: bigint;
  readonly base?: bigint;
}

/** The fees that a node asks for in a refusal. */
export const wantedFees = (text: string): Wanted =>
  Object.fromEntries(
    numbers.flatMap(([words, name]) => {
      const [, found, gwei] = words.exec(text) ?? [];
      if (found === undefined || found.length > 30 || (gwei === undefined && found.includes("."))) return [];
      return [[name, gwei === undefined ? BigInt(found) : parseUnits(found, "gwei")]];
    }),
  );
