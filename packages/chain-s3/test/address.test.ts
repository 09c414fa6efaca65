import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { isS3Address, parseS3Address } from "../src/index.ts";

const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };

describe("parseS3Address", () => {
  it("reads bucket and folder, and the rest where such clients read it", () => {
    expect(parseS3Address("s3://logs", keys)).toEqual({
      endpoint: "https://s3.us-east-1.amazonaws.com",
      region: "us-east-1",
      bucket: "logs",
      prefix: "",
      credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    });
    const minio = {
      AWS_ENDPOINT_URL: "http://127.0.0.1:9000/",
      AWS_DEFAULT_REGION: "eu-1",
      AWS_SESSION_TOKEN: "t",
    };
    expect(parseS3Address("s3://logs/crs//one/", { ...keys, ...minio })).toMatchObject({
      endpoint: "http://127.0.0.1:9000",
      region: "eu-1",
      prefix: "crs/one/",
      credentials: { sessionToken: "t" },
    });
  });

  it.each(["s3://", "s3:/logs", "s3://Logs", "s3://logs/../other", "s3://logs/a b", "s3://logs/%2e"])(
    "refuses %s",
    async (address) => {
      expect(isS3Address(address)).toBe(true);
      expect(await errorCode(() => parseS3Address(address, keys))).toBe("S3_ADDRESS");
    },
  );

  it.each([
    ["no key", { AWS_SECRET_ACCESS_KEY: "secret" }],
    ["no secret", { AWS_ACCESS_KEY_ID: "id" }],
    ["another kind of endpoint", { ...keys, AWS_ENDPOINT_URL: "ftp://host" }],
    ["an endpoint with a password", { ...keys, AWS_ENDPOINT_URL: "https://me:pw@host" }],
    ["no endpoint", { ...keys, AWS_ENDPOINT_URL: "host" }],
    ["a region that is none", { ...keys, AWS_REGION: "eu/../" }],
  ])("refuses %s", async (_, environment) => {
    expect(await errorCode(() => parseS3Address("s3://logs", environment))).toBe("S3_SETTING");
  });
});
