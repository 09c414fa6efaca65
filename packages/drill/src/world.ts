import { type SelfPlayArena, SelfPlayArena__factory } from "@selfplay/contracts";
import { deploySelfPlay } from "@selfplay/orchestrator/testing";
import { JsonRpcProvider, type Wallet } from "ethers";
import { type Cast, castOf } from "./accounts.ts";
import { type EmbeddedChain, startChain } from "./embedded/anvil.ts";
import { type Relay, startRelay } from "./embedded/relay.ts";
import { startWebhook, type Webhook } from "./embedded/webhook.ts";

/** Monday, 09:00: the first block of every rehearsal. */
const genesis = Date.parse("2027-01-04T09:00:00Z") / 1000;
const ether = 10n ** 18n;

/** Parameters that the committee has decided on; what the policy in the configuration expects. */
export const agreed = { committeeSize: 3n, validatorStake: 5n * ether } as const;

/** The deployment with all that stands around it. */
export interface World {
  readonly chain: EmbeddedChain;
  readonly relay: Relay;
  readonly webhook: Webhook;
  readonly provider: JsonRpcProvider;
  readonly cast: Cast;
  readonly at: { readonly arena: string; readonly stakeManager: string; readonly systemPause: string };
  /** The block from which on nothing belongs to the deployment any more. */
  readonly since: number;
  /** The present of the chain in milliseconds. */
  now(): number;
  /** Lets time pass; the next block is of then. */
  pass(seconds: number): Promise<void>;
  /** Reads the chain's time again after somebody has sent something. */
  tick(): Promise<void>;
  arenaAs(wallet: Wallet): SelfPlayArena;
  stop(): Promise<void>;
}

/** Starts chain, endpoints and webhook, deploys the contracts, and stakes for the validators. */
export async function buildWorld(seed: string, validators: readonly Wallet[]): Promise<World> {
  const cast = castOf(seed);
  const chain = await startChain(genesis);
  const relay = await startRelay(chain.url);
  const webhook = await startWebhook(Buffer.from(cast.owner.privateKey.slice(2), "hex"));
  const provider = new JsonRpcProvider(chain.url, 31_337, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 10,
  });
  const stop = async () => {
    provider.destroy();
    chain.stop();
    await Promise.all([relay.stop(), webhook.stop()]);
  };
  try {
    await chain.request("anvil_setBlockTimestampInterval", [1]);
    for (const { address } of [cast.owner, cast.orchestrator, cast.successor, ...validators])
      await chain.request("anvil_setBalance", [address, `0x${(1000n * ether).toString(16)}`]);
    const { at } = await deploySelfPlay({
      owner: cast.owner.connect(provider),
      orchestrator: cast.orchestrator.address,
      agents: validators,
      ...agreed,
      minStake: ether,
      caps: [agreed.validatorStake, 4n * agreed.validatorStake, 10n ** 25n],
      gasMoney: 0n,
    });
    let present = genesis * 1000;
    const tick = async () => {
      const block = await provider.getBlock("latest");
      present = (block?.timestamp ?? genesis) * 1000;
    };
    await tick();
    const since = (await provider.getBlockNumber()) + 1;
    return {
      since,
      chain,
      relay,
      webhook,
      provider,
      cast,
      at,
      now: () => present,
      tick,
      async pass(seconds) {
        await tick();
        await chain.request("evm_setNextBlockTimestamp", [present / 1000 + seconds]);
        await chain.request("evm_mine", []);
        await tick();
      },
      arenaAs: (wallet) => SelfPlayArena__factory.connect(at.arena, wallet.connect(provider)),
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
