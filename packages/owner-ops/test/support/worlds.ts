import {
  SelfPlayArena__factory,
  StakeManager__factory,
  StakeToken__factory,
  SystemPause__factory,
} from "@selfplay/contracts";
import {
  FieldArena,
  FieldModule,
  FieldStakeManager,
  FieldSystemPause,
  SimplePause,
} from "@selfplay/contracts/testing";
import { type BaseContract, Contract, ContractFactory, JsonRpcProvider, type Signer } from "ethers";
import { type Anvil, accounts } from "./anvil.ts";

interface Double {
  readonly abi: string;
  readonly bytecode: string;
}

/** Deploys a double; its functions are called by name through ethers' own Contract. */
async function deployDouble(signer: Signer, double: Double, ...args: unknown[]): Promise<Contract> {
  const deployed = await new ContractFactory(double.abi, double.bytecode, signer).deploy(...args);
  await deployed.waitForDeployment();
  return new Contract(await deployed.getAddress(), double.abi, signer);
}

const addressOf = (contract: BaseContract): Promise<string> => contract.getAddress();

const providerOf = ({ url }: Anvil): JsonRpcProvider =>
  new JsonRpcProvider(url, undefined, { cacheTimeout: -1, pollingInterval: 20 });

/** Sends a call by name and waits for it. */
export async function send(contract: BaseContract, fn: string, ...args: unknown[]): Promise<void> {
  const sent = await contract.getFunction(fn).send(...args);
  await sent.wait();
}

/** Reads by name with plain ethers. */
export const read = (contract: BaseContract, fn: string, ...args: unknown[]): Promise<unknown> =>
  contract.getFunction(fn).staticCall(...args);

/** Our contracts, wired, owned by the first account, with one open round and one validator. */
export async function ownWorld(anvil: Anvil) {
  const provider = providerOf(anvil);
  const signer = await provider.getSigner(accounts[0]);
  const validatorSigner = await provider.getSigner(accounts[3]);
  const token = await new StakeToken__factory(signer).deploy(accounts[0], 10n ** 30n);
  const stakes = await new StakeManager__factory(signer).deploy(accounts[0], token, 10n ** 18n, 604_800n);
  const arena = await new SelfPlayArena__factory(signer).deploy(accounts[0], token, stakes);
  const system = await new SystemPause__factory(signer).deploy(accounts[0], [arena, stakes]);
  await arena.setPauserManager(system);
  await stakes.setPauserManager(system);
  await system.refreshPausers();
  await stakes.setDisputeModule(arena);
  await stakes.setValidatorLockManager(arena, true);
  await arena.setCommitteeParameters(1n, 10n ** 18n);
  await token.transfer(accounts[3], 10n ** 19n);
  await token.connect(validatorSigner).approve(stakes, 10n ** 19n);
  await stakes.connect(validatorSigner).depositStake(1, 10n ** 19n);
  await stakes.connect(validatorSigner).consentToLocks(arena, 10n ** 19n, 2n ** 64n - 1n);
  await arena.startRound(accounts[4], 1n, 1n);
  await arena.registerValidator(1n, accounts[3], 1n);
  return {
    provider,
    signer,
    token,
    arena,
    stakes,
    system,
    at: {
      arena: await addressOf(arena),
      stakeManager: await addressOf(stakes),
      systemPause: await addressOf(system),
    },
  };
}

/** Contracts as in the field: arena and stake manager owned by the first account, SystemPause the pauser of all eight. */
export async function fieldWorld(anvil: Anvil) {
  const provider = providerOf(anvil);
  const signer = await provider.getSigner(accounts[0]);
  const stakes = await deployDouble(signer, FieldStakeManager, accounts[0]);
  const arena = await deployDouble(signer, FieldArena, accounts[0], await addressOf(stakes));
  const modules: Contract[] = [];
  for (let index = 0; index < 8; index++)
    modules.push(index === 1 ? stakes : await deployDouble(signer, FieldModule, accounts[0]));
  const addresses = await Promise.all(modules.map(addressOf));
  const system = await deployDouble(signer, FieldSystemPause, accounts[0], addresses);
  for (const module of modules) await send(module, "setPauserManager", await addressOf(system));
  await send(system, "refreshPausers");
  await send(stakes, "seedStake", accounts[3], 1, 10n ** 19n);
  await send(stakes, "seedDisputeModule", await addressOf(arena));
  await send(arena, "seedRound", accounts[4], [accounts[3]]);
  return {
    provider,
    signer,
    arena,
    stakes,
    system,
    modules,
    at: {
      arena: await addressOf(arena),
      stakeManager: await addressOf(stakes),
      systemPause: await addressOf(system),
    },
  };
}

export const simplePause = (signer: Signer): Promise<Contract> =>
  deployDouble(signer, SimplePause, accounts[0]);
