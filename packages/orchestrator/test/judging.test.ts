import { errorCode } from "@mvcrs/test-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  capSlash,
  defaultRuleList,
  formatSlashReason,
  type ModerationItem,
  moderate,
  parseRuleList,
  ruleListModerator,
  settleRound,
  simulatedPopulation,
  slashKindOf,
  slashWishes,
} from "../src/index.ts";

const item = (content: string, role: ModerationItem["role"] = "student"): ModerationItem => ({
  run: 1,
  roundId: 1n,
  participant: "0x",
  role,
  content,
});

describe("rule lists", () => {
  const { review } = ruleListModerator({
    version: 1,
    name: "mine",
    rules: [
      { id: "long", action: "flag", longer_than: 30 },
      { id: "rude", action: "block", phrases: ["go away"], roles: ["validator"] },
    ],
  });
  const action = async (content: string, role?: ModerationItem["role"]) =>
    (await review(item(content, role))).action;

  it("finds phrases whatever their case, spacing, accents and invisible characters, as whole words", async () => {
    for (const text of ["go away", "GO  AWAY!", "please, gö-away.", "g\u200bo away", "ｇｏ away"])
      expect([text, await action(text, "validator")]).toEqual([text, "block"]);
    for (const text of ["going away", "ago away", "away, go"])
      expect(await action(text, "validator")).toBe("allow");
  });

  it("keeps to roles, and lets the strictest rule speak", async () => {
    expect(await action("go away")).toBe("allow");
    expect(await action(`go away ${"x".repeat(30)}`)).toBe("flag");
    expect(await action(`go away ${"x".repeat(30)}`, "validator")).toBe("block");
  });

  it("refuses a list with every problem named", async () => {
    const text = JSON.stringify({ version: 1, name: "", rules: [{ id: "A", action: "kill" }] });
    expect(await errorCode(() => parseRuleList(text, "x.json"))).toBe("FILE_INVALID");
    expect(await errorCode(() => parseRuleList("{", "x.json"))).toBe("FILE_INVALID");
    expect(parseRuleList(JSON.stringify(defaultRuleList), "x.json")).toEqual(defaultRuleList);
  });

  it("takes the strictest moderator; one that throws only flags", async () => {
    const broken = {
      name: "broken",
      review() {
        throw new Error("no model");
      },
    };
    const blocking = ruleListModerator(defaultRuleList);
    expect(await moderate([broken], item("hello"))).toMatchObject({ action: "flag", moderator: "broken" });
    expect(await moderate([broken, blocking], item("I will hurt you"))).toMatchObject({
      action: "block",
      rule: "threat",
    });
    expect(await moderate([], item("I will hurt you"))).toMatchObject({ action: "allow" });
  });
});

describe("settling", () => {
  const judged = (
    validator: string,
    approve: readonly string[] | null,
    rationale = validator,
    blocked = false,
  ) => ({
    validator,
    judgement: approve === null ? null : { approve, rationale },
    blocked,
  });
  const outcomes = (settled: ReturnType<typeof settleRound>) =>
    settled.judgements.map(({ outcome }) => outcome);

  it("lets an answer win with more than half of the judgements that count", () => {
    const settled = settleRound({
      answered: ["s1", "s2"],
      judgements: [
        judged("v1", ["s1", "s2"]),
        judged("v2", ["s1"]),
        judged("v3", ["s2"], "v3", true),
        judged("v4", null),
      ],
    });
    expect(settled.winners).toEqual(["s1"]);
    expect(outcomes(settled)).toEqual(["ok", "ok", "blocked", "no-show"]);
  });

  it("counts a copied judgement once, and names who copied", () => {
    const settled = settleRound({
      answered: ["s1"],
      judgements: [
        judged("v1", ["s1"], "Looks  right"),
        judged("v2", ["s1"], "looks right"),
        judged("v3", []),
      ],
    });
    expect(outcomes(settled)).toEqual(["ok", "copied", "ok"]);
    expect(settled.winners).toEqual([]);
  });

  it("calls a validator outvoted where it was against most of three or more on most answers", () => {
    const against = settleRound({
      answered: ["s1", "s2"],
      judgements: [judged("v1", ["s1"]), judged("v2", ["s1"]), judged("v3", ["s2"])],
    });
    expect(outcomes(against)).toEqual(["ok", "ok", "outvoted"]);
    const two = settleRound({ answered: ["s1"], judgements: [judged("v1", ["s1"]), judged("v2", [])] });
    expect(outcomes(two)).toEqual(["ok", "ok"]);
  });

  it("wishes a slash for a block at once, for a failure at the limit, and one a validator at most", () => {
    const settled = [
      { validator: "v1", approve: [], outcome: "blocked" as const },
      { validator: "v2", approve: null, outcome: "no-show" as const },
      { validator: "v3", approve: null, outcome: "no-show" as const },
      { validator: "v4", approve: [], outcome: "ok" as const },
    ];
    const strikes = (validator: string) => (validator === "v3" ? { "no-show": 2, copied: 9 } : {});
    expect(slashWishes(settled, strikes, 3)).toEqual([
      { validator: "v1", cause: { kind: "moderation" } },
      { validator: "v3", cause: { kind: "auto-slash", failure: "no-show" } },
    ]);
  });
});

describe("a reason", () => {
  it("is told by its kind, whoever gave it, and is not another one that begins alike", () => {
    const causes = [{ kind: "moderation" }, { kind: "auto-slash", failure: "copied" }] as const;
    expect(causes.map(formatSlashReason)).toEqual(["moderation:block", "auto-slash:copied"]);
    expect(causes.map(formatSlashReason).map(slashKindOf)).toEqual(["moderation", "auto-slash"]);
    expect(slashKindOf("moderation:by hand: see 7")).toBe("moderation");
    expect(["moderation", "moderations:x", "", ":x", "theft"].map(slashKindOf)).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe("caps", () => {
  const amount = fc.bigInt({ min: 0n, max: 1000n });

  it("never takes more than wanted, than any cap leaves, or than there is", () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        amount,
        amount,
        (wanted, perRound, perDay, inRound, today, reportable) => {
          const capped = capSlash(wanted, {
            caps: { perRound, perDay },
            takenInRound: inRound,
            takenToday: today,
            reportable,
          });
          const zero = (value: bigint) => (value < 0n ? 0n : value);
          const bounds = [wanted, zero(perRound - inRound), zero(perDay - today), reportable];
          const least = bounds.find((one) => bounds.every((other) => one <= other));
          expect(capped.amount).toBe(least);
          expect(capped.note === "").toBe(least === wanted);
        },
      ),
    );
  });
});

describe("simulated agents", () => {
  it("do the same for the same seed, and other things for another", async () => {
    const make = (seed: number) =>
      simulatedPopulation({ seed, honest: 3, lazy: 2, colluding: 2, abusive: 2 });
    const call = { run: 5, committeeSize: 3, random: () => 0 };
    const story = async (seed: number) => {
      const population = make(seed);
      const { teacher, students, validators } = await population.roster(call);
      const info = { run: 5, roundId: 5n, difficulty: 1, teacher, students, validators };
      const task = (await population.teach(info))?.content ?? "";
      const answers = [];
      for (const student of students) answers.push(await population.answer(info, student, task));
      const judged = await population.judge(info, validators[0] ?? "", task, []);
      return { teacher, students, validators, task, answers, judged };
    };
    expect(await story(1)).toEqual(await story(1));
    expect(await story(1)).not.toEqual(await story(2));
    expect(make(1).agents.map(({ persona }) => persona)).toEqual([
      ...["honest", "honest", "honest"],
      ...["lazy", "lazy"],
      ...["colluding", "colluding"],
      ...["abusive", "abusive"],
    ]);
  });
});
