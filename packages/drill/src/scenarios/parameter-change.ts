import { z } from "zod";
import { drillErrors } from "../errors.ts";
import { agreed } from "../world.ts";
import type { Scenario } from "./scenario.ts";

export const parameterChange: Scenario = {
  name: "parameter-change",
  title: "A parameter is changed behind the committee's back",
  story:
    "Somebody with the owner's key lowers the stake that validators have to lock, without a plan and without telling anybody. The configuration declares what the committee decided, so policy and history both object: a critical challenge, and the trust lock.",
  async play(stage) {
    const { world } = stage;
    const from = stage.entries().length;
    await world.pass(120);
    const arena = world.arenaAs(world.cast.owner);
    await (await arena.setCommitteeParameters(agreed.committeeSize, 10n ** 16n)).wait();
    await world.tick();
    stage.mark("incident", "validatorStake is set from 5 to 0.01 ether, with no recorded intent");
    await world.pass(30);
    stage.busy("MV-CRS looks at the deployment");
    const { seen, lock } = await stage.lookUntilLocked(from, "arena.validatorStake");
    stage.mark("detected", stage.seen(seen), { entries: [seen.seq] });
    stage.mark("detected", "it goes on: a critical challenge, and the trust lock", { entries: [lock.seq] });
    const watch = [
      ...["owner", "watch", ...stage.contracts("arena", "stakeManager", "systemPause")],
      ...["--from-block", String(world.since)],
    ];
    const watched = await stage.command([...watch, "--json"], { expect: 1, runbook: "5" });
    const { uncovered } = z.object({ uncovered: z.array(z.unknown()) }).parse(JSON.parse(watched));
    stage.mark("detected", `owner watch: ${uncovered.length} owner event(s) that no recorded intent covers`);

    await stage.pauseAll();
    stage.mark("contained", "all is paused: no round locks the lowered stake");
    const restore = [
      ...["owner", "set-params", ...stage.contracts("arena")],
      ...["--validator-stake", String(agreed.validatorStake)],
    ];
    await stage.command([...restore, "--dry-run"], { runbook: "3" });
    await stage.command(
      [...restore, "--yes", "--accept-warnings", "--break-glass", "back to what the committee decided"],
      { runbook: "3" },
    );
    if ((await arena.validatorStake()) !== agreed.validatorStake)
      throw drillErrors.create("DRILL_NOT_SEEN", { what: "the parameter back at what was decided" });
    await stage.releaseLock("validatorStake is back at 5 ether");
    await stage.unpauseAll();
    await stage.rounds.resume("on-call");
    await stage.round();
    await stage.closeAll("validatorStake is back at 5 ether");
    await stage.quiet();
    stage.mark("recovered", "the parameter is what the committee decided, and rounds go on");
  },
};
