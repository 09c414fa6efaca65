import { drillErrors } from "../errors.ts";
import type { Scenario } from "./scenario.ts";

const ether = 10n ** 18n;

export const stolenKey: Scenario = {
  name: "stolen-key",
  title: "The orchestrator's key is stolen and used",
  story:
    "A thief has the key that runs rounds, and uses it to take the stakes of honest validators. No receipt explains these slashes. MV-CRS raises a critical challenge and engages the trust lock; the operator pauses everything and moves the role to a new key.",
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
    for (const validator of receipt.round.validators)
      await (
        await arena.reportValidatorMisconduct(
          receipt.round.id,
          validator,
          20n * ether,
          cast.thief,
          "moderation:block",
        )
      ).wait();
    await world.tick();
    stage.mark(
      "incident",
      `the thief takes 20 ether each from ${receipt.round.validators.length} honest validators`,
    );
    await world.pass(30);
    stage.busy("MV-CRS looks at the deployment");
    await stage.look();
    const seen = stage.challenge(from, "arena.recentSlashes", ["critical"]);
    const lock = stage.find(from, "the trust lock", ({ type }) => type === "trust_lock.engaged");
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
