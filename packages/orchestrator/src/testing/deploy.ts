import {
  type SelfPlayArena,
  SelfPlayArena__factory,
  type StakeManager,
  StakeManager__factory,
  type StakeToken,
  StakeToken__factory,
  type SystemPause,
  SystemPause__factory,
} from "@selfplay/contracts";
import { NonceManager, type Signer, Wallet } from "ethers";

export interface DeployedWorld {
  readonly token: StakeToken;
  readonly arena: SelfPlayArena;
  readonly stakes: StakeManager;
  readonly system: SystemPause;
  readonly at: { readonly arena: string; readonly stakeManager: string; readonly systemPause: string };
  /** Block of the first deployment. */
  readonly fromBlock: number;
}

/**
 * Deploys and wires the contracts, owned by `owner`, lets `orchestrator` run rounds, fills the arena with rewards and gives
 * every agent a stake. `owner` needs ether enough to fund the agents' three transactions each.
 */
export async function deploySelfPlay(request: {
  readonly owner: Signer;
  readonly orchestrator: string;
  readonly agents: readonly { readonly privateKey: string; readonly address: string }[];
  /** Stake of every agent, in the token's smallest unit. Default 100 tokens. */
  readonly stake?: bigint;
  /** Default 3. */
  readonly committeeSize?: bigint;
  /** What a validator has at stake in a round. Default 1 token. */
  readonly validatorStake?: bigint;
  /** The least that anybody may stake. Default a thousandth of a token. */
  readonly minStake?: bigint;
  /** Caps per round, per day, and of rewards per day. Default far away: what binds is what the caller gives the orchestrator. */
  readonly caps?: readonly [slashPerRound: bigint, slashPerDay: bigint, rewardsPerDay: bigint];
  /** Wei that every agent gets for gas; 0 for agents that have some. Default a hundredth of an ether. */
  readonly gasMoney?: bigint;
}): Promise<DeployedWorld> {
  const { owner, orchestrator, agents, stake = 100n * 10n ** 18n, committeeSize = 3n } = request;
  const { validatorStake = 10n ** 18n, minStake = 10n ** 15n, gasMoney = 10n ** 16n } = request;
  const caps = request.caps ?? ([10n ** 27n, 10n ** 27n, 10n ** 27n] as const);
  const { provider } = owner;
  if (provider === null) throw new TypeError("the owner has no provider");
  const fromBlock = await provider.getBlockNumber();
  const signer = new NonceManager(owner);
  const account = await owner.getAddress();
  const token = await new StakeToken__factory(signer).deploy(account, 10n ** 30n);
  const stakes = await new StakeManager__factory(signer).deploy(account, token, minStake, 604_800n);
  const arena = await new SelfPlayArena__factory(signer).deploy(account, token, stakes);
  const system = await new SystemPause__factory(signer).deploy(account, [arena, stakes]);
  const sent = [
    await arena.setPauserManager(system),
    await stakes.setPauserManager(system),
    await system.refreshPausers(),
    await stakes.setDisputeModule(arena),
    await stakes.setValidatorLockManager(arena, true),
    await arena.setCommitteeParameters(committeeSize, validatorStake),
    await arena.setOrchestrator(orchestrator, true),
    await arena.setOrchestratorCaps(...caps),
    await token.transfer(arena, 10n ** 27n),
  ];
  for (const { address } of agents) {
    sent.push(await token.transfer(address, stake));
    if (gasMoney > 0n) await (await signer.sendTransaction({ to: address, value: gasMoney })).wait();
  }
  for (const transaction of sent) await transaction.wait();
  for (const { privateKey } of agents) {
    const agent = new NonceManager(new Wallet(privateKey, provider));
    await (await token.connect(agent).approve(stakes, stake)).wait();
    await (await stakes.connect(agent).depositStake(1, stake)).wait();
    await (await stakes.connect(agent).consentToLocks(arena, stake, 2n ** 64n - 1n)).wait();
  }
  return {
    token,
    arena,
    stakes,
    system,
    at: {
      arena: await arena.getAddress(),
      stakeManager: await stakes.getAddress(),
      systemPause: await system.getAddress(),
    },
    fromBlock,
  };
}
