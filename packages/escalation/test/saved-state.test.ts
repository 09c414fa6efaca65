import { expect, it } from "vitest";
import { parseSavedState } from "../src/judging/saved-state.ts";

const problemOf = (text: string): string => {
  const parsed = parseSavedState(text);
  return "problem" in parsed ? parsed.problem : "";
};

it("says of a saved state that cannot be used everything that is wrong with it", () => {
  expect(problemOf("{")).toBe("cannot be used: it is not JSON");
  expect(problemOf('{ "version": 1, "anything": true }')).toBe("was written by an earlier version");
  const problem = problemOf(JSON.stringify({ version: 2, count: -1, chain_hash: "g", panel: null }));
  for (const place of ["count: ", "chain_hash: ", "series: ", "tracker: "]) expect(problem).toContain(place);
});
