import { nodeTextFiles } from "@mvcrs/files";
import { NonceManager, Wallet } from "ethers";
import { afterAll, beforeAll, beforeEach } from "vitest";
import {
  createOrchestrator,
  defaultRuleList,
  type Orchestrator,
  type OrchestratorAlert,
  type OrchestratorOptions,
  orchestratorPaths,
  ruleListModerator,
  type SimulatedPopulation,
  simulatedPopulation,
  tallyChain,
} from "../../src/index.ts";
import { type DeployedWorld, deploySelfPlay } from "../../src/testing.ts";
import { type Anvil, orchestratorKey, ownerKey, startAnvil } from "./anvil.ts";

const crowd = () => simulatedPopulation({ seed: 7, honest: 6, lazy: 2, colluding: 2, abusive: 2 });
const silent = { info() {}, warn() {}, error() {} };
export const oneEther = 10n ** 18n;

export interface Standing {
  readonly anvil: Anvil;
  readonly world: DeployedWorld;
  readonly population: SimulatedPopulation;
  /** The owner, for what a person does meanwhile. */
  readonly owner: NonceManager;
}

/** One node and one deployment for a file; every test starts from them as they were. */
export function deployment(population: SimulatedPopulation = crowd()): Standing {
  let standing: { anvil: Anvil; world: DeployedWorld } | undefined;
  let snapshot: string | undefined;
  beforeAll(async () => {
    const anvil = await startAnvil();
    const owner = new Wallet(ownerKey, anvil.provider);
    const orchestrator = new Wallet(orchestratorKey).address;
    const world = await deploySelfPlay({ owner, orchestrator, agents: population.agents });
    standing = { anvil, world };
    snapshot = await anvil.provider.send("evm_snapshot", []);
  });
  beforeEach(async () => {
    await standing?.anvil.provider.send("evm_revert", [snapshot]);
    snapshot = await standing?.anvil.provider.send("evm_snapshot", []);
  });
  afterAll(() => standing?.anvil.stop());
  const there = () => {
    if (standing === undefined) throw new Error("the node has not started");
    return standing;
  };
  return {
    population,
    get anvil() {
      return there().anvil;
    },
    get world() {
      return there().world;
    },
    get owner() {
      return new NonceManager(new Wallet(ownerKey, there().anvil.provider));
    },
  };
}

/** An orchestrator for a root; `alerts` collects what it hands over. */
export function orchestratorFor(
  { anvil, world, population }: Pick<Standing, "anvil" | "world" | "population">,
  root: string,
  changes: Partial<OrchestratorOptions> = {},
): { readonly orchestrator: Orchestrator; readonly alerts: OrchestratorAlert[] } {
  const alerts: OrchestratorAlert[] = [];
  let now = Date.parse("2026-11-22T00:00:00.000Z");
  let drawn = 0;
  const orchestrator = createOrchestrator({
    ...world.at,
    signer: new Wallet(orchestratorKey, anvil.provider),
    agents: population,
    moderation: [ruleListModerator(defaultRuleList)],
    paths: orchestratorPaths(root),
    files: nodeTextFiles,
    clock: () => now++,
    random: () => (drawn++ % 1000) / 1000,
    log: silent,
    alert: async (alert) => {
      alerts.push(alert);
    },
    isTrustLocked: async () => false,
    caps: { perRound: 2n * oneEther, perDay: 20n * oneEther },
    pollMs: 5,
    waitMs: 2_000,
    ...changes,
  });
  return { orchestrator, alerts };
}

/** What the chain itself says of the rounds of a deployment. */
export const tallyOf = ({ anvil, world }: Pick<Standing, "anvil" | "world">) =>
  tallyChain({ provider: anvil.provider, arena: world.at.arena, fromBlock: world.fromBlock });

/** Nobody takes an alert: the log of a root that another program holds. */
export const deaf = async (): Promise<never> => {
  throw new Error("the log is locked");
};
