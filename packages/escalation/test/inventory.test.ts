import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { escalationErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(escalationErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const details = {
    ...{
      path: "a.json",
      problem: "it is odd",
      problems: ["a: b", "c: d"],
      reason: "ENOSPC",
      seq: 4,
      id: "beef",
    },
    ...{
      line: 3,
      unusable: 2,
      rows: 9,
      matches: ["b1", "b2"],
      status: "resolved",
      metric: "m",
      lock: "L",
      since: "T",
      pid: 7,
    },
    ...{ signer: "0xA", named: "K", expired: "T", count: 5, have: 1, need: 2, of: 3 },
    ...{ refused: [{ signer: "0xB", code: "APPROVAL_STRANGER", problem: "0xB is not a member" }] },
    ...{ repository: "/r", command: "git write-tree", type: "challenge.raised" },
    ...{
      root: "/r",
      above: "/",
      store: "postgres://db/log",
      contradictions: [{ path: "state/root.json", problem: "is odd", kind: "root" }],
    },
  };
  const messages = escalationErrors.codes.map(
    (code) => `${code}: ${escalationErrors.create(code, details).message}`,
  );
  expect(messages).toMatchSnapshot();
  expect(messages.join()).not.toContain("undefined");
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
