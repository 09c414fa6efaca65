// What `pnpm pack` and `pnpm publish` put into a package.json instead of what stands there.
export const hooks = {
  /** A program that is released as a bundle carries all it uses: whoever installs it gets one package, and nothing twice. */
  beforePacking(manifest) {
    const bundled = Object.values(manifest.bin ?? {}).some((path) => path.startsWith("./bundle/"));
    if (!bundled) return manifest;
    const { dependencies: _carried, ...packed } = manifest;
    return packed;
  },
};
