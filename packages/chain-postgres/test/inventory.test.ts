import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { postgresErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(postgresErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const details = {
    ...{ store: "postgres://db/log", state: "53300", reason: "it said so", problem: "names no database" },
    ...{ found: "a.example", expected: "b.example", needed: 2, known: 1, count: 5, encrypted: false },
    ...{
      holder: "process 7 on h",
      milliseconds: 900,
      epoch: 3,
      id: "7",
      name: "deliver",
      to: "a file",
      shards: [3, 4],
    },
  };
  const messages = postgresErrors.codes.map((code) => {
    // Details of all codes at once; what each of them takes is checked where it is thrown.
    const create = postgresErrors.create as (code: string, all: typeof details) => Error;
    return `${code}: ${create(code, details).message}`;
  });
  expect(messages).toMatchSnapshot();
  expect(messages.join()).not.toContain("undefined");
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
