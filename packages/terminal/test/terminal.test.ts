import { describe, expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { isColourful, nearest, wrapped } = surface;

it("exports this and nothing else", () => {
  expect(Object.keys(surface).sort()).toEqual(["isColourful", "nearest", "wrapped"]);
});

describe("nearest", () => {
  const words = ["list", "show", "verify", "verify-proof"];
  it.each([
    ["lsit", "list"],
    ["SHOW", "show"],
    ["verify-prof", "verify-proof"],
    ["veri", "verify"],
    ["delete", undefined],
    ["x", undefined],
    ["", undefined],
  ])("of %s is %s", (word, meant) => {
    expect(nearest(word, words)).toBe(meant);
  });
});

describe("isColourful", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ FORCE_COLOR: "false" }, true, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ])("with %j, terminal %s: %s", (env, terminal, painted) => {
    expect(isColourful(env, terminal)).toBe(painted);
  });
});

describe("wrapped", () => {
  it("keeps whole words, also those that are longer than a line", () => {
    const lines = wrapped("-x", "one two incomprehensibilities three", { indent: 4, columns: 12 });
    expect(lines).toEqual(["-x  one two", "    incomprehensibilities", "    three"]);
  });
});
