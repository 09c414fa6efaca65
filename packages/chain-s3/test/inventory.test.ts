import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { s3Errors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(s3Errors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    s3Errors.create("S3_ADDRESS", { address: "s3://", problem: "does not name a bucket" }),
    s3Errors.create("S3_SETTING", { name: "AWS_ACCESS_KEY_ID", problem: "is not set" }),
    s3Errors.create("S3_UNREACHABLE", { url: "https://s3/logs/x", problem: "HTTP 503", attempts: 6 }),
    s3Errors.create("S3_REFUSED", { url: "https://s3/logs/x", status: 403, code: "AccessDenied" }),
    s3Errors.create("S3_TOO_LARGE", { url: "https://s3/logs/x", most: 10 }),
    s3Errors.create("S3_UNCONDITIONAL", { url: "https://s3/logs/x" }),
  ].map(({ message }) => message);
  expect(messages).toMatchSnapshot();
  expect(messages).toHaveLength(s3Errors.codes.length);
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});
