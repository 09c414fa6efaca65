// Runs a plan and kills itself at the n-th effect: node killed-operator.ts <url> <plan> <folder> <n>
import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { httpRpc, privateKeySigner } from "@mvcrs/evm";
// Not the whole package: this is started once for every effect.
import { executePlan } from "../../src/execute.ts";
import { parsePlan } from "../../src/plan.ts";

const [, , url = "", planPath = "", folder = "", count = "0"] = process.argv;
const key = process.env["TEST_KEY"] ?? "";
let left = Number(count);
const effect = () => {
  if (--left === 0) process.kill(process.pid, "SIGKILL");
};

const node = httpRpc(url);
const effects = new Set(["eth_estimateGas", "eth_sendRawTransaction", "eth_getTransactionReceipt"]);
await executePlan(parsePlan(readFileSync(planPath, "utf8"), planPath), {
  rpc: {
    label: "node",
    async request(method, params) {
      if (effects.has(method)) effect();
      const answer = await node.request(method, params);
      if (effects.has(method)) effect();
      return answer;
    },
  },
  signer: privateKeySigner(key, "TEST_KEY"),
  caller: { actor: "on-call", kind: "human" },
  assertUnlocked: async () => {},
  recorder: {
    async record({ type, id }) {
      effect();
      appendFileSync(`${folder}/events`, `${type} ${id}\n`);
      effect();
      return { seq: 0, leafHash: "" };
    },
  },
  journalFolder: folder,
  maxFeePerGas: 300n * 10n ** 9n,
  // The first look after a send waits a 32nd of it, long enough for the node to mine.
  pollMs: 640,
  now: Date.now,
  sleep: (ms) => sleep(ms),
});
