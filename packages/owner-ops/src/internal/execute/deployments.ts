import { join } from "node:path";
import { messageOf } from "@mvcrs/errors";
import { nodeTextFiles } from "@mvcrs/files";
import { z } from "zod";
import { ownerErrors } from "../../errors.ts";
import type { Plan } from "../../plan.ts";
import { readKept } from "../kept-json.ts";

const schema = z.record(z.string(), z.array(z.string()));
const pathIn = (folder: string): string => join(folder, "deployments.json");

// It only narrows what is permitted; without it an operation is where it was the first time.
const read = (folder: string): z.infer<typeof schema> => readKept(pathIn(folder), schema) ?? {};

const targetsOf = (plan: Plan): readonly string[] => [...new Set(plan.steps.map(({ target }) => target))];

/**
 * Whether one of a plan's contracts was operated on its chain before. One that was operated on another chain only is
 * refused: a node that lies about its chain id would get a transaction signed that is good there.
 *
 * @throws CHAIN_CHANGED
 */
export function isKnownChain(folder: string, plan: Plan): boolean {
  const known = read(folder);
  const before = targetsOf(plan).map((target) => ({ target, chains: known[target] ?? [] }));
  for (const { target, chains } of before)
    if (chains.length > 0 && !chains.includes(plan.chainId))
      throw ownerErrors.create("CHAIN_CHANGED", { contract: target, before: chains, found: plan.chainId });
  return before.some(({ chains }) => chains.length > 0);
}

/**
 * Remembers on which chain a plan was carried out. Where the disk refuses, the next operation is where this one was,
 * which is no reason to call this one failed.
 */
export async function rememberChain(
  folder: string,
  plan: Plan,
  say: (text: string) => void = () => {},
): Promise<void> {
  try {
    await remember(folder, plan);
  } catch (thrown) {
    say(`WARNING: it cannot be kept on which chain this was: ${messageOf(thrown)}`);
  }
}

async function remember(folder: string, plan: Plan): Promise<void> {
  const known = read(folder);
  const fresh = targetsOf(plan).filter((target) => known[target]?.includes(plan.chainId) !== true);
  if (fresh.length === 0) return;
  for (const target of fresh) known[target] = [...(known[target] ?? []), plan.chainId];
  await nodeTextFiles.write(pathIn(folder), `${JSON.stringify(known, undefined, 2)}\n`);
}
