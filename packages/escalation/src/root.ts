// Where a root and its files are. Apart from the main entry, so that a command finds its root before it loads the log.
export { type ArtifactFiles, nodeArtifactFiles } from "./artifact-files.ts";
export { type ArtifactPaths, artifactPaths } from "./paths.ts";
export { findRoot } from "./root/find-root.ts";
export { nodeExists } from "./root/node-exists.ts";
