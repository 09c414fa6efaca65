// Where a root and its files are. Apart from the main entry, so that a command finds its root before it loads the log.
export { type ArtifactPaths, artifactPaths } from "./ledger/artifacts/paths.ts";
export { findRoot } from "./ledger/root/find-root.ts";
export { isMarkedShared } from "./ledger/root/is-marked-shared.ts";
export { nodeExists } from "./ledger/root/node-exists.ts";
