import { growingPause } from "@mvcrs/errors";
import type { Meaning } from "../node-answers.ts";
import { rpcErrorOf } from "../node-values.ts";
import { attempt, handInAgain, nodeRefuses } from "./attempt.ts";
import { type Attempt, attemptsOf } from "./attempts.ts";
import type { Fees } from "./fees.ts";
import type { HandedIn } from "./hand-in.ts";
import { hasOfferedWhatIsNamed } from "./next-fees.ts";
import { minedWith, type Shown, waitingWith } from "./nonce-holder.ts";
import { assertStillWorks, type Prepared } from "./prepare.ts";
import { nonceFor, type Sending } from "./sending.ts";
import type { Sight } from "./sight.ts";
import { type StepState, stateOf } from "./step-state.ts";

// A node behind a load balancer may know a nonce before the receipt; this many looks before it counts.
const looksBeforeNaming = 5;
// A node that refuses what it asked for itself is not going to take it.
const mostRefusals = 12;
const mostContradictions = 2;
const mostUnsure = 3;

/** The turns of one step: what was seen and done of it in this run, and what each state asks for. */
export class Turns {
  readonly index: number;
  readonly #to: Sending;
  readonly #begun: number;
  #lastSent: number;
  #lastSigned: number;
  #handedIn = false;
  #polls = 0;
  #looks = 0;
  #refusals = 0;
  #contradictions = 0;
  readonly #refusedHere = new Set<string>();
  #unsure = 0;
  #bumpedAtBase: bigint | undefined;
  #mayReplace: boolean | undefined;

  constructor(to: Sending, index: number) {
    this.index = index;
    this.#to = to;
    this.#begun = to.ticks();
    this.#lastSent = this.#begun;
    this.#lastSigned = this.#begun;
  }

  /**
   * Does what the step's state asks for, and waits where there is nothing to do. `ahead` is what a first attempt needs,
   * where it was asked for together with the look.
   *
   * @throws STEP_WOULD_REVERT, FEE_ABOVE_CAP, FUNDS_TOO_LOW, WRONG_CHAIN, NODE_REFUSES, NONCE_HELD, NONCE_TAKEN,
   * NONCE_UNCLEAR, SUPERSEDED, NOT_MINED, what `rpc.request` throws
   */
  async take(sight: Sight, ahead?: Promise<Prepared>): Promise<void> {
    const to = this.#to;
    const attempts = attemptsOf(to.journal, this.index);
    const state = stateOf(nonceFor(to, this.index), attempts, sight, BigInt(to.confirmations));
    const done = await this.#act(state, sight, attempts, ahead);
    if (to.ticks() - this.#begun >= to.giveUpAfterMs)
      throw to.failures.NOT_MINED({
        step: this.index + 1,
        hashes: attempts.map(({ hash }) => hash),
        waitedMs: to.ticks() - this.#begun,
      });
    if (!done) await this.#wait();
  }

  /** True where the next look should follow at once. */
  async #act(
    state: StepState,
    sight: Sight,
    attempts: readonly Attempt[],
    ahead: Promise<Prepared> | undefined,
  ): Promise<boolean> {
    const to = this.#to;
    switch (state.at) {
      case "mined":
      case "early":
        return false;
      case "intended":
        return this.#send(undefined, ahead);
      case "signed":
        return this.#again(state.last);
      case "refused":
        // What a node said to an earlier run is no reason to leave it untried in this one.
        if (this.#isDenied(state.why.means)) throw nodeRefuses(to, this.index, state.last);
        if (state.why.means === "pool-full") await this.#wait();
        return this.#send();
      case "in-pool":
        return this.#bump(state.last, sight.baseFee);
      case "held":
        return this.#outbid(attempts.at(-1));
      case "replaced":
        return this.#nameReplacer();
    }
  }

  #isDenied(means: Meaning): boolean {
    if (means === "forbidden" && this.#refusals >= 1) return true;
    return this.#refusals >= mostRefusals || this.#contradictions >= mostContradictions;
  }

  /**
   * What may be in a pool, and what was refused in this run. What a node refused in an earlier run does not count: that
   * node may have been odd, and this one another.
   */
  #reckonedWith(): readonly Attempt[] {
    return attemptsOf(this.#to.journal, this.index).filter(
      ({ hash, refused }) => refused === undefined || this.#refusedHere.has(hash),
    );
  }

  async #send(held?: Fees, ahead?: Promise<Prepared>): Promise<boolean> {
    const answer = await attempt(this.#to, this.index, this.#reckonedWith(), held, ahead);
    if (answer === undefined) this.#to.say(`${this.#name()} waits; the fee cap leaves no room to replace it`);
    this.#lastSent = this.#to.ticks();
    this.#lastSigned = this.#lastSent;
    this.#handedIn = true;
    return answer !== undefined && this.#heard(answer);
  }

  #heard(answer: HandedIn): boolean {
    this.#polls = 0;
    if (answer.kind === "taken") {
      this.#unsure = 0;
      return true;
    }
    if (answer.kind === "refused") {
      this.#refusals++;
      this.#refusedHere.add(answer.hash);
      const refused = this.#reckonedWith().find(({ hash }) => hash === answer.hash);
      if (refused !== undefined && hasOfferedWhatIsNamed(refused)) this.#contradictions++;
      return true;
    }
    if (answer.kind === "unsure" && ++this.#unsure >= mostUnsure) {
      const text = rpcErrorOf(answer.thrown)?.text;
      const last = this.#reckonedWith().at(-1);
      if (text === undefined || last === undefined) throw answer.thrown;
      throw nodeRefuses(this.#to, this.index, { ...last, refused: { means: "unknown", text } });
    }
    return false;
  }

  /** Submits once more what the node does not show: it never arrived, was dropped, or is gone after a reorganisation. */
  async #again({ hash, raw }: Attempt): Promise<boolean> {
    const to = this.#to;
    // Without its bytes there is nothing to submit; the node that signed it has it.
    if (raw === undefined) return false;
    if (this.#handedIn && this.#unsure === 0 && to.ticks() - this.#lastSent < to.bumpAfterMs / 12)
      return false;
    // Taken and never shown, as by a node that keeps it from the pool: it may be stuck there all the same.
    if (this.#handedIn && this.#unsure === 0 && to.ticks() - this.#lastSigned >= to.bumpAfterMs) {
      to.say(`${this.#name()} is not seen; replacing it with a higher fee`);
      if (await this.#send()) return true;
    }
    if (!this.#handedIn) {
      // Signed by an earlier run, or mined and gone: the world may be another one by now.
      await assertStillWorks(to, this.index);
      to.say(`${this.#name()}: going on with ${hash}`);
    }
    await to.assertMayGoOn();
    this.#lastSent = to.ticks();
    this.#handedIn = true;
    return this.#heard(await handInAgain(to, this.index, hash, raw));
  }

  async #bump(last: Attempt, baseFee: bigint | undefined): Promise<boolean> {
    const to = this.#to;
    const tooLow = baseFee !== undefined && !last.fees.legacy && last.fees.max < baseFee;
    const due = to.ticks() - this.#lastSent >= to.bumpAfterMs;
    if (last.raw === undefined || !(due || (tooLow && this.#bumpedAtBase !== baseFee))) return false;
    this.#bumpedAtBase = baseFee;
    to.say(`${this.#name()} waits; replacing it with a higher fee`);
    return this.#send();
  }

  /** Another transaction of the account waits where this step should go, or the node says so. */
  async #outbid(last: Attempt | undefined): Promise<boolean> {
    const to = this.#to;
    const nonce = nonceFor(to, this.index);
    const shown = await waitingWith(to.rpc, to.sender, nonce);
    if (this.#refusals >= mostRefusals) throw this.#held(shown);
    const ours = shown !== undefined && to.signedFor(shown.hash) !== undefined;
    this.#mayReplace ??= await to.mayReplace({
      step: this.index + 1,
      nonce,
      sender: to.sender,
      shown,
      ours,
    });
    if (this.#mayReplace) {
      to.say(`${this.#name()} takes the place of ${shown?.hash ?? "what waits"} with nonce ${nonce}`);
      return this.#send(shown === undefined ? undefined : feesOf(shown));
    }
    // It may be on its way into a block, or not be there at all.
    if (++this.#looks >= looksBeforeNaming) throw this.#held(shown);
    if (shown !== undefined || last?.raw === undefined) return false;
    await to.assertMayGoOn();
    const answer = await handInAgain(to, this.index, last.hash, last.raw);
    return answer.kind === "taken" && this.#heard(answer);
  }

  /** The nonce is used, and no receipt of ours is there: who did it is said only where the chain shows it. */
  async #nameReplacer(): Promise<boolean> {
    const to = this.#to;
    const nonce = nonceFor(to, this.index);
    const since = to.since;
    const shown = await minedWith(to.rpc, to.sender, nonce, since).catch((thrown: unknown) => {
      // A node that has no old states, for one.
      if (rpcErrorOf(thrown) === undefined) throw thrown;
      return undefined;
    });
    if (++this.#looks < (shown === undefined ? looksBeforeNaming : 2)) return false;
    const details = { step: this.index + 1, nonce, sender: to.sender };
    if (shown === undefined) throw to.failures.NONCE_UNCLEAR(details);
    // Ours after all: its receipt is still to come.
    if (attemptsOf(to.journal, this.index).some(({ hash }) => hash === shown.hash)) return false;
    const plan = to.signedFor(shown.hash);
    if (plan !== undefined) throw to.failures.SUPERSEDED({ ...details, by: shown.hash, plan });
    throw to.failures.NONCE_TAKEN({ ...details, by: shown.hash });
  }

  #held(shown: Shown | undefined) {
    return this.#to.failures.NONCE_HELD({
      step: this.index + 1,
      nonce: nonceFor(this.#to, this.index),
      sender: this.#to.sender,
      what: describeShown(shown),
    });
  }

  readonly #name = (): string => `step ${this.index + 1}`;

  // Growing pauses: what is mined at once is seen at once.
  async #wait(): Promise<void> {
    const { pollMs, sleep } = this.#to;
    await sleep(growingPause(++this.#polls, { first: Math.ceil(pollMs / 32), most: pollMs }));
  }
}

const feesOf = ({ gasPrice, maxFeePerGas, maxPriorityFeePerGas }: Shown): Fees => ({
  max: maxFeePerGas ?? gasPrice ?? 0n,
  tip: maxPriorityFeePerGas ?? gasPrice ?? 0n,
  legacy: false,
});

/** A waiting transaction in words. */
export function describeShown(shown: Shown | undefined): string {
  if (shown === undefined) return "a transaction that the node does not show";
  const call = shown.input === "0x" ? "" : `, calling ${shown.input.slice(0, 10)}`;
  return `${shown.hash} (${shown.value ?? 0n} wei to ${shown.to ?? "a new contract"}${call})`;
}
