import { nodeAnswers } from "@mvcrs/evm";
import type { Fault, PassingCall } from "@mvcrs/test-kit";

/** A fault, the requests it can happen to, and what an operation may end with because of it. */
export interface NamedFault {
  readonly name: string;
  readonly fits: (call: PassingCall) => boolean;
  readonly fault: Fault;
  readonly mayEndIn: readonly string[];
}

const any = () => true;
const isSend = ({ method }: PassingCall) => method === "eth_sendRawTransaction";
const isLogs = ({ method }: PassingCall) => method === "eth_getLogs";
const isState = ({ method, params }: PassingCall) =>
  /^eth_(?:call|getCode|getStorageAt|getBalance|getTransactionCount|simulateV1)$/.test(method) &&
  params.length > 0;
const lost = ["RPC_UNREACHABLE"];

const error = (code: number, message: string, after = false): Fault => ({ error: { code, message }, after });

// Every answer of the table, in every client's words.
const ofTable: readonly NamedFault[] = nodeAnswers.flatMap(({ means, on, codes, samples }) =>
  samples.map((text): NamedFault => {
    const refusal = on === "send" && means !== "known";
    const ends: Readonly<Record<string, readonly string[]>> = {
      "nonce-held": ["NONCE_HELD", "NODE_REFUSES"],
      "fee-low": ["FEE_ABOVE_CAP", "NODE_REFUSES"],
      "fee-high": ["FEE_ABOVE_CAP"],
    };
    return {
      name: `${means}: ${text}`,
      fits: on === "send" ? isSend : on === "logs" ? isLogs : means === "behind" ? isState : any,
      fault: error(codes?.[0] ?? -32_000, text, means === "known"),
      mayEndIn: refusal ? [...(ends[means] ?? []), "NODE_REFUSES"] : ["RPC_ERROR"],
    };
  }),
);

const ofTransport: readonly NamedFault[] = [
  { name: "cut before the node got it", fits: any, fault: { cut: true }, mayEndIn: lost },
  { name: "cut after the node got it", fits: any, fault: { cut: true, after: true }, mayEndIn: lost },
  ...[429, 500, 502, 503, 504, 520, 522, 524].map(
    (status): NamedFault => ({
      name: `HTTP ${status}`,
      fits: any,
      fault: { status, body: `<html>${status}</html>`, headers: { "retry-after": "1" } },
      mayEndIn: lost,
    }),
  ),
  {
    name: "Cloudflare 1015",
    fits: any,
    fault: { status: 403, body: "<html>error code: 1015</html>" },
    mayEndIn: lost,
  },
  {
    name: "unknown words",
    fits: isSend,
    fault: error(-32_000, "flux capacitor is not charged"),
    mayEndIn: ["NODE_REFUSES"],
  },
  {
    name: "unknown words, and it took it",
    fits: isSend,
    fault: error(-32_000, "flux capacitor is not charged", true),
    mayEndIn: ["NODE_REFUSES"],
  },
  {
    name: "a null block",
    fits: ({ method }) => method === "eth_getBlockByNumber",
    fault: { result: null },
    mayEndIn: ["RPC_BAD_ANSWER"],
  },
  {
    name: "no receipt yet",
    fits: ({ method }) => method === "eth_getTransactionReceipt",
    fault: { result: null },
    mayEndIn: [],
  },
  {
    name: "the transaction is not known here",
    fits: ({ method }) => method === "eth_getTransactionByHash",
    fault: { result: null },
    mayEndIn: [],
  },
  ...["eth_feeHistory", "eth_simulateV1", "eth_getTransactionBySenderAndNonce", "txpool_contentFrom"].map(
    (name): NamedFault => ({
      name: `no ${name}`,
      fits: ({ method }) => method === name,
      fault: error(-32_601, `the method ${name} does not exist/is not available`),
      mayEndIn: [],
    }),
  ),
  ...[
    null,
    {},
    { baseFeePerGas: null, reward: null },
    { baseFeePerGas: ["0x1"], reward: [null, [null]] },
  ].map(
    (result): NamedFault => ({
      name: `fee history ${JSON.stringify(result)}`,
      fits: ({ method }) => method === "eth_feeHistory",
      fault: { result },
      mayEndIn: [],
    }),
  ),
];

export const allFaults: readonly NamedFault[] = [...ofTable, ...ofTransport];
