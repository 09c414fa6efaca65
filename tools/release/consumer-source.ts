/** What a consumer writes who has ethers and zod of their own: values and types of theirs go into ours, and ours into theirs. */
export const consumerSource = `import assert from "node:assert/strict";
import { signRelease } from "@mvcrs/escalation/committee";
import { openProvider } from "@mvcrs/evm/ethers";
import { checkJson } from "@mvcrs/files";
import { signalSchema } from "@mvcrs/verifiers";
import type { OrchestratorOptions } from "@selfplay/orchestrator";
import { JsonRpcApiProvider, Wallet } from "ethers";
import { z } from "zod";

const wallet = Wallet.createRandom();
const signer: OrchestratorOptions["signer"] = wallet;
const open: (url: string) => Promise<JsonRpcApiProvider> = openProvider;
assert.equal(typeof open, "function");
const expiresAt = Math.floor(Date.now() / 1000) + 3_600;
const statement = { lockId: crypto.randomUUID(), count: 12, chainHash: "ab".repeat(32), expiresAt };
assert.equal((await signRelease(statement, wallet)).signer, await signer.getAddress());

const batch = z.object({ signals: z.array(signalSchema) });
const text = '{"signals":[{"metric":"m","source":"s","value":1,"observedAt":"2026-11-22T00:00:00.000Z"}]}';
const read = checkJson(text, batch);
assert.ok("value" in read && read.value.signals[0]?.metric === "m", JSON.stringify(read));
`;
