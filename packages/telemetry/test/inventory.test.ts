import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
