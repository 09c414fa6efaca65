import { defineErrors } from "@mvcrs/errors";

/** Everything that this package throws on purpose. Nothing of a credential is ever in a message. */
export const s3Errors = defineErrors("@mvcrs/chain-s3", {
  S3_ADDRESS: {
    kind: "input",
    summary: (d: { readonly address: string; readonly problem: string }) => `${d.address} ${d.problem}`,
    hint: () => "Name a bucket as s3://bucket or s3://bucket/folder.",
  },
  S3_SETTING: {
    kind: "input",
    summary: (d: { readonly name: string; readonly problem: string }) => `${d.name} ${d.problem}`,
    hint: () =>
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL for a store that is not Amazon's.",
  },
  S3_UNREACHABLE: {
    kind: "outside",
    summary: (d: { readonly url: string; readonly problem: string; readonly attempts: number }) =>
      `${d.url} does not answer: ${d.problem} (asked ${d.attempts} times)`,
    hint: () => "Nothing is half written. Export again once it answers; what is there already is kept.",
  },
  S3_REFUSED: {
    kind: "refused",
    summary: (d: { readonly url: string; readonly status: number; readonly code: string }) =>
      `${d.url} is refused: HTTP ${d.status} ${d.code}`,
    hint: ({ code }) =>
      code === "RequestTimeTooSkewed"
        ? "This machine's clock is wrong. Set it, then export again."
        : "Check region, bucket and key. The key needs s3:GetObject, s3:PutObject and s3:ListBucket: without the last, a store does not say that a file is missing.",
  },
  S3_TOO_LARGE: {
    kind: "integrity",
    summary: (d: { readonly url: string; readonly most: number }) =>
      `${d.url} has more than ${d.most} bytes, which no tile has`,
    hint: () => "Find out who wrote it. Export to another folder of the bucket.",
  },
  S3_UNCONDITIONAL: {
    kind: "refused",
    summary: (d: { readonly url: string }) => `${d.url} was written over although the request forbade it`,
    hint: () =>
      "This store ignores If-None-Match, so two exports could undo each other. Use one that honours it, or export into a folder.",
  },
});
