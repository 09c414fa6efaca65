// Where a log's static tiles stand: a bucket.
export { isS3Address, parseS3Address, type S3Address, type S3Credentials } from "./address.ts";
export { s3Errors } from "./errors.ts";
export { S3Store, type S3StoreOptions } from "./s3-store.ts";
