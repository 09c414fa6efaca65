import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { inputErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(inputErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    inputErrors.create("TIMEZONE_UNKNOWN", { zone: "Mars" }),
    inputErrors.create("NAME_INVALID", { option: "source", text: "a b" }),
    inputErrors.create("INPUT_MISSING", { file: "a.csv" }),
    inputErrors.create("INPUT_NOT_A_FILE", { file: "a" }),
    inputErrors.create("INPUT_NOT_TEXT", { file: "a.gz", what: "it is gzip" }),
    inputErrors.create("INPUT_UNREADABLE", { file: "a.csv", reason: "EIO" }),
    inputErrors.create("COLUMN_UNCLEAR", { file: "a.csv", wanted: undefined, columns: ["b", "c"] }),
    inputErrors.create("COLUMN_UNCLEAR", { file: "a.csv", wanted: "d", columns: ["b", "c"] }),
    inputErrors.create("INPUT_SHRANK", { file: "a.csv" }),
  ];
  expect(messages.map(({ message }) => message)).toMatchSnapshot();
  expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(inputErrors.codes));
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
