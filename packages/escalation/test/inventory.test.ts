import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { escalationErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(escalationErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const row = { line: 3, reason: "is not JSON", problems: 2, rows: 9 };
  const messages = [
    escalationErrors.create("CONFIG_EXISTS", { path: "c.json" }),
    escalationErrors.create("CONFIG_INVALID", { path: "c.json", problems: ["a: b", "c: d"] }),
    escalationErrors.create("LOG_INCONSISTENT", { seq: 4, problem: "there is no challenge x" }),
    escalationErrors.create("ARTIFACT_UNWRITABLE", { path: "s.json", reason: "ENOSPC" }),
    escalationErrors.create("ARTIFACT_UNREADABLE", { path: "s.json", reason: "EACCES" }),
    escalationErrors.create("INPUT_EMPTY", {}),
    escalationErrors.create("INPUT_REFUSED", row),
    escalationErrors.create("NO_USABLE_ROWS", row),
    escalationErrors.create("CHALLENGE_UNKNOWN", { id: "beef" }),
    escalationErrors.create("CHALLENGE_AMBIGUOUS", { id: "b", matches: ["b1", "b2"] }),
  ].map(({ message }) => message);
  expect(messages).toMatchSnapshot();
  expect(messages).toHaveLength(escalationErrors.codes.length);
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
