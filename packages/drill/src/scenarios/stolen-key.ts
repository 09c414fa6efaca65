import { drillErrors } from "../errors.ts";
import type { Scenario } from "./scenario.ts";

const ether = 10n ** 18n;

export const stolenKey: Scenario = {
  name: "stolen-key",
  title: "The orchestrator's key is stolen and used",
  story:
    "A thief has the key that runs rounds, and turns it on honest validators. The arena gives the thief nothing, and lets the key take no more than one round's stakes under its caps; but what it takes no receipt explains. MV-CRS raises a critical challenge and engages the trust lock; the operator pauses everything and moves the role to a new key.",
  async play(stage) {
    const { world, rounds } = stage;
    const { cast } = world;
    const from = stage.entries().length;
    const receipt = rounds.last;
    if (receipt?.round?.id == null)
      throw drillErrors.create("DRILL_NOT_SEEN", {
        what: "a round whose validators the thief could take from",
      });
    await world.pass(120);
    const arena = world.arenaAs(cast.orchestrator);
    const { id, validators } = receipt.round;
    for (const [amount, recipient] of [
      [ether, cast.thief],
      [20n * ether, cast.owner.address],
    ] as const) {
      const refused = await arena.reportValidatorMisconduct
        .staticCall(id, validators[0] ?? "", amount, recipient, "moderation:block")
        .then(() => false)
        .catch(() => true);
      if (!refused)
        throw drillErrors.create("DRILL_NOT_SEEN", { what: "that the arena bounds a stolen key" });
    }
    for (const validator of validators)
      await (
        await arena.reportValidatorMisconduct(id, validator, ether, cast.owner.address, "moderation:block")
      ).wait();
    await world.tick();
    stage.mark(
      "incident",
      `the thief may neither name itself as recipient nor take 20 ether; it has 1 ether each taken from ${validators.length} honest validators`,
    );
    await world.pass(30);
    stage.busy("MV-CRS looks at the deployment");
    const { seen, lock } = await stage.lookUntilLocked(from, "arena.recentSlashes");
    stage.mark("detected", stage.seen(seen), { entries: [seen.seq] });
    stage.mark("detected", "the trust lock is on: nothing autonomous acts until the committee releases it", {
      entries: [lock.seq],
    });
    const refused = await rounds.run().then(
      () => false,
      () => true,
    );
    if (!refused) throw drillErrors.create("DRILL_NOT_SEEN", { what: "the freeze of the orchestrator" });
    stage.mark("detected", "the orchestrator freezes by itself and starts no round");

    await stage.pauseAll();
    const rotate = [
      ...["owner", "set-roles", ...stage.contracts("arena")],
      ...["--revoke-orchestrator", cast.orchestrator.address, "--allow-orchestrator", cast.successor.address],
    ];
    await stage.command([...rotate, "--dry-run"], { runbook: "2" });
    await stage.command([...rotate, "--yes", "--accept-warnings"], { expect: 3, runbook: "2" });
    await stage.command(
      [...rotate, "--yes", "--accept-warnings", "--break-glass", "the orchestrator key is stolen"],
      {
        runbook: "2",
      },
    );
    const useless = await arena.startRound
      .staticCall(cast.thief, 1n, 1n)
      .then(() => false)
      .catch(() => true);
    if (!useless || (await arena.orchestrators(cast.orchestrator.address)))
      throw drillErrors.create("DRILL_NOT_SEEN", { what: "that the stolen key is worth nothing" });
    const done = stage.entries().findLast(({ event }) => event.type === "owner_op.executed");
    stage.mark("contained", "all is paused and the stolen key has no role any more", {
      entries: done === undefined ? [] : [done.seq],
    });

    await stage.releaseLock("the stolen key was revoked; the committee has seen the proof");
    await stage.unpauseAll();
    rounds.handOver(cast.successor);
    await rounds.resume("on-call");
    await stage.reconcile();
    await stage.round();
    await stage.closeAll("the stolen key was revoked");
    await stage.quiet();
    stage.mark("recovered", "rounds go on under the new key");
  },
};
