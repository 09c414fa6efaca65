import { defineErrors } from "@mvcrs/errors";

/** Everything that this package throws on purpose. */
export const fileErrors = defineErrors("@mvcrs/files", {
  NOT_A_FILE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly found: string }) => `${d.path} is ${d.found}, not a file`,
    hint: () => "Check the path, and move away what stands there.",
  },
  FILE_FAILED: {
    kind: "outside",
    summary: (d: { readonly path: string; readonly reason: string }) =>
      `the file system refused its work at ${d.path}: ${d.reason}`,
    hint: () => "Fix the cause (permissions, disk space, the disk itself) and do it again.",
  },
  LOCK_HELD: {
    kind: "refused",
    summary: (d: {
      readonly what: string;
      readonly path: string;
      readonly pid: number;
      readonly host: string;
      readonly since: string;
    }) => `${d.what} is in use by process ${d.pid} on ${d.host} since ${d.since}`,
    hint: (d: { readonly path: string }) =>
      `Wait for it, or stop it. A process that died on this machine is noticed by itself; if it ran in a container or on a host that is gone for good, remove ${d.path}.`,
  },
});
