import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { cliErrors } from "../src/errors.ts";

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(cliErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});
