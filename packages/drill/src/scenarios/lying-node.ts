import { SelfPlayArena__factory } from "@selfplay/contracts";
import type { Scenario } from "./scenario.ts";

export const lyingNode: Scenario = {
  name: "lying-node",
  title: "One of two RPC endpoints lies",
  story:
    "An RPC provider starts to forge answers: it says that validators lock 1,000 ether. The other endpoint and the receipts say 5. The value stands, the liar is outvoted and named, and a person is asked to look at the provider.",
  async play(stage) {
    const { world } = stage;
    const from = stage.entries().length;
    const selector = SelfPlayArena__factory.createInterface().encodeFunctionData("validatorStake");
    world.relay.lie({ selector, answer: 1000n * 10n ** 18n });
    stage.mark("incident", "the second endpoint answers validatorStake with 1,000 ether");
    stage.busy("a round, and a look at the deployment");
    await stage.round();
    const seen = stage.challenge(from, "live.contradictions.", ["soft", "material"]);
    stage.mark("detected", stage.seen(seen), { entries: [seen.seq] });
    // Nobody witnesses a contradiction but who reports it: that costs a second one.
    await stage.round();
    const rose = stage.find(
      seen.seq,
      "the contradiction that goes on",
      ({ type, level }) => type === "challenge.extended" && level === "material",
    );
    stage.mark("detected", "it goes on: a person is asked to look", { entries: [rose.seq] });
    world.relay.lie(null);
    stage.mark("contained", "the endpoint is replaced; no decision was taken on its word");
    await stage.round();
    await stage.closeAll("the endpoint was replaced");
    await stage.quiet();
    stage.mark("recovered", "both endpoints agree");
  },
};
