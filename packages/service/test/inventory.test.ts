import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { serviceErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(serviceErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    serviceErrors.create("INBOX_DAMAGED", { path: "0.inbox", position: 7 }),
    serviceErrors.create("PART_ENDED", { part: "clock" }),
    serviceErrors.create("BODY_UNUSABLE", { problem: "holds no signal" }),
    serviceErrors.create("SERVICE_UNREACHABLE", { url: "https://crs/", problem: "it answers 503" }),
    serviceErrors.create("SERVICE_REFUSES", {
      url: "https://crs/",
      status: 401,
      code: "TOKEN_REFUSED",
      problem: "no",
    }),
    serviceErrors.create("TOKENS_UNUSABLE", { path: "tokens.json", problem: "it is not JSON" }),
    serviceErrors.create("TOKEN_UNKNOWN", { id: "beef" }),
  ].map(({ message }) => message);
  expect(messages).toMatchSnapshot();
  expect(messages).toHaveLength(serviceErrors.codes.length);
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
