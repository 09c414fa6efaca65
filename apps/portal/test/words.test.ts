import { mvcrsEventSchema } from "@mvcrs/escalation";
import { meaningOf } from "@mvcrs/portal/format";
import { expect, it } from "vitest";
import { kindSaid } from "../src/ui/format.ts";

it("has a word for every kind of entry that is written", () => {
  const types = mvcrsEventSchema.options.flatMap(({ shape }) => [...shape.type.values]);
  expect(types.length).toBeGreaterThan(20);
  expect(types.filter((type) => kindSaid(type) === type)).toEqual([]);
});

it("shows what a log calls by the name of something else as text", () => {
  for (const name of ["constructor", "toString", "__proto__", "<b>"])
    expect([kindSaid(name), meaningOf(name)]).toEqual([name, name]);
});
