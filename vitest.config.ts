import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { withoutUnseenHelp } from "./apps/cli/scripts/lean-yargs.ts";
import { coverageThresholds } from "./tools/coverage-thresholds.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const members = ["packages", "apps"]
  .flatMap((group) =>
    readdirSync(here, { withFileTypes: true }).some((entry) => entry.name === group)
      ? readdirSync(`${here}${group}`).map((name) => `${group}/${name}`)
      : [],
  )
  .concat("contracts")
  // A folder that a checkout of another day left behind is no package.
  .filter((folder) => existsSync(`${here}${folder}/package.json`));

// Tests read the sources of every sibling, so that no stale build can make one pass: what `exports` names as
// `./dist/x.js` is `src/x.ts`, everywhere.
const alias = members.flatMap((folder) => {
  const { name, exports } = JSON.parse(readFileSync(`${here}${folder}/package.json`, "utf8")) as {
    name: string;
    exports?: Readonly<Record<string, { readonly default?: string }>>;
  };
  return Object.entries(exports ?? {}).flatMap(([subpath, { default: built }]) =>
    built?.startsWith("./dist/")
      ? [
          {
            find: new RegExp(`^${name}${subpath.slice(1)}$`),
            replacement: `${here}${folder}/${built.replace("./dist/", "src/").replace(/\.js$/, ".ts")}`,
          },
        ]
      : [],
  );
});

const cores = availableParallelism();

export default defineConfig({
  test: {
    retry: 0,
    // Half of what the tests do is waiting for programs that they started: on two cores, three take 538 s and two 758.
    maxWorkers: Math.max(cores, Math.min(6, Math.ceil(cores * 1.5))),
    // Against what hangs, not for what is slow: beside other work a test may take five times as long.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // The default one needs `Map.groupBy` to print a failure, which Node 20 does not have: there nobody would see why.
    reporters: ["groupBy" in Map ? "default" : "tap-flat", "./tools/closing-line-reporter.ts"],
    // `pnpm coverage`: every file of `src` counts, whether a test loads it or not.
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: coverageThresholds,
    },
    projects: members.map((root) => ({
      extends: true,
      resolve: { alias },
      // As in the program that is released; its bundle is built with more of the same.
      plugins: root === "apps/cli" ? [withoutUnseenHelp] : [],
      test: {
        name: root,
        root: `${here}${root}`,
        include: ["test/**/*.test.ts"],
        // The tests that start the program start the one that is released.
        server: { deps: { inline: root === "apps/cli" ? [/node_modules\/yargs\//] : [] } },
        globalSetup: root === "apps/cli" ? [`${here}apps/cli/scripts/fresh-bundle.ts`] : [],
      },
    })),
  },
});
