import { id, Wallet } from "ethers";

/** Everybody who takes part, with keys that follow from the seed. */
export interface Cast {
  readonly owner: Wallet;
  readonly orchestrator: Wallet;
  /** Takes over once the orchestrator's key is stolen. */
  readonly successor: Wallet;
  readonly committee: readonly [Wallet, Wallet, Wallet];
  /** Where the thief wants the money. */
  readonly thief: string;
  readonly treasury: string;
}

/** For rehearsals only: everyone who knows the seed knows the keys. */
export function castOf(seed: string): Cast {
  const wallet = (name: string) => new Wallet(id(`mvcrs drill ${seed} ${name}`));
  return {
    owner: wallet("owner"),
    orchestrator: wallet("orchestrator"),
    successor: wallet("successor"),
    committee: [wallet("member 1"), wallet("member 2"), wallet("member 3")],
    thief: wallet("thief").address,
    treasury: wallet("treasury").address,
  };
}
