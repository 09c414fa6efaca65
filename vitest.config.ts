import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));
const members = ["packages", "apps"]
  .flatMap((group) =>
    readdirSync(here, { withFileTypes: true }).some((entry) => entry.name === group)
      ? readdirSync(`${here}${group}`).map((name) => `${group}/${name}`)
      : [],
  )
  .concat("contracts");

// Tests read the sources of every sibling, so that no stale build can make one pass. The subpath `x` of a package is
// its file `src/x.ts`, everywhere.
const alias = [
  { find: /^mvcrs-drill$/, replacement: `${here}apps/drill/src/index.ts` },
  { find: /^@selfplay\/contracts$/, replacement: `${here}contracts/src/index.ts` },
  { find: /^@selfplay\/contracts\/(.+)$/, replacement: `${here}contracts/src/$1.ts` },
  { find: /^@(?:mvcrs|selfplay|phase8)\/([^/]+)$/, replacement: `${here}packages/$1/src/index.ts` },
  { find: /^@(?:mvcrs|selfplay|phase8)\/([^/]+)\/(.+)$/, replacement: `${here}packages/$1/src/$2.ts` },
];

export default defineConfig({
  test: {
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "./tools/closing-line-reporter.ts"],
    projects: members.map((root) => ({
      extends: true,
      resolve: { alias },
      test: { name: root, root: `${here}${root}`, include: ["test/**/*.test.ts"] },
    })),
  },
});
