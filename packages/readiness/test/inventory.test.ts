import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as controlRoom from "../src/control-room.ts";
import * as exporting from "../src/export.ts";
import * as formats from "../src/formats.ts";
import * as surface from "../src/index.ts";
import * as sources from "../src/sources.ts";

const { readinessErrors, rules } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(readinessErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const details = {
    ...{ source: "/repo", tried: ["demo", "."], path: "a.json", reason: "EACCES", name: "a.zip" },
    ...{
      problems: ["line 1: bad", "line 2: worse"],
      rule: "no-such-rule",
      value: "today",
      paths: ["a.txt", "b.csv"],
    },
  };
  const messages = readinessErrors.codes.map(
    (code) => `${code}: ${readinessErrors.create(code, details).message}`,
  );
  expect(messages).toMatchSnapshot();
  expect(messages.join()).not.toContain("undefined");
});

it("has these rules", () => {
  expect(rules.map(({ id, severity }) => `${id} ${severity}`)).toMatchSnapshot();
  for (const { why, mend, title } of rules) for (const text of [why, mend, title]) expect(text).toMatch(/\S/);
});

it("has this public surface", () => {
  const names = Object.entries({ ".": surface, controlRoom, exporting, formats, sources }).map(
    ([name, module]) => [name, Object.keys(module).sort()],
  );
  expect(names).toMatchSnapshot();
});
