import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { type Log, openLog, openVault, sealFields, verifyVault } from "../../src/index.ts";

export const told = (text: string) => ({ type: "told", text });
export const seal = (text: string) => sealFields(told(text), ["/text"]);
export const redaction = (log: Log<unknown>) => (redacts: readonly number[]) =>
  log.append({ type: "redaction", redacts });

export async function begun(texts: readonly string[] = []) {
  const path = join(tempRoot(), "care.jsonl");
  const log = await openLog({ path });
  const vault = await openVault({ path, log });
  for (const text of texts) {
    const { event, payloads } = seal(text);
    await vault.append(payloads, () => log.append(event));
  }
  return { path, log, vault };
}

/** The file of the one payload that an entry keeps. */
export async function fileOf(path: string, log: Pick<Log<unknown>, "at">, seq = 0): Promise<string> {
  const { event } = await log.at(seq);
  const { vault } = event as { vault: Record<string, string> };
  const [commitment = ""] = Object.values(vault);
  return join(path.replace(/jsonl$/, "vault"), commitment.slice(0, 2), commitment);
}

export const codesOf = async (path: string) => (await verifyVault({ path })).findings.map(({ code }) => code);
