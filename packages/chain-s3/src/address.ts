import { s3Errors } from "./errors.ts";

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A folder of a bucket, and who may write there. */
export interface S3Address {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
  readonly credentials: S3Credentials;
}

export const isS3Address = (text: string): boolean => /^s3:/i.test(text);

/**
 * Reads `s3://bucket/folder` and, from the environment, what every client of such stores reads there: AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION or AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.
 *
 * @throws S3_ADDRESS, S3_SETTING
 */
export function parseS3Address(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): S3Address {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address);
  const [, bucket, rest = ""] = found ?? [];
  if (bucket === undefined)
    throw s3Errors.create("S3_ADDRESS", { address, problem: "does not name a bucket" });
  const folders = rest.split("/").filter((name) => name !== "");
  if (folders.some((name) => !/^[\w!*'().-]+$/.test(name) || /^\.+$/.test(name)))
    throw s3Errors.create("S3_ADDRESS", {
      address,
      problem: "has a folder with other characters than letters, digits and _ ! * ' ( ) . -",
    });
  const read = (...names: readonly string[]) => names.map((name) => environment[name]).find(Boolean);
  const needed = (name: string): string => {
    const value = read(name);
    if (value === undefined) throw s3Errors.create("S3_SETTING", { name, problem: "is not set" });
    return value;
  };
  const sessionToken = read("AWS_SESSION_TOKEN");
  const region = read("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1";
  if (!/^[a-z0-9-]+$/.test(region))
    throw s3Errors.create("S3_SETTING", { name: "AWS_REGION", problem: "is no name of a region" });
  return {
    endpoint: endpointOf(read("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"), region),
    ...{ region, bucket },
    prefix: folders.map((name) => `${name}/`).join(""),
    credentials: {
      accessKeyId: needed("AWS_ACCESS_KEY_ID"),
      secretAccessKey: needed("AWS_SECRET_ACCESS_KEY"),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

function endpointOf(given: string | undefined, region: string): string {
  if (given === undefined) return `https://s3.${region}.amazonaws.com`;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "")
    throw s3Errors.create("S3_SETTING", {
      name: "AWS_ENDPOINT_URL",
      problem: "is no https:// or http:// address",
    });
  return url.href.replace(/\/+$/, "");
}
