import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tempRoot } from "@mvcrs/test-kit";
import { type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anvilWith, keys } from "../../owner-ops/test/support/anvil.ts";
import { ownWorld } from "../../owner-ops/test/support/worlds.ts";
import { examplesIn, examplesInComments, packageFolders } from "./support/readme-examples.ts";

// The examples of every package's README and of its doc comments: type-checked against what is built, and run as whoever copies them would, beside
// the package's own dependencies.

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const scratch = `.readme-${process.pid}`;
const folders = packageFolders(repository);
const sourcesOf = (folder: string): readonly string[] =>
  readdirSync(join(repository, folder, "src"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.includes("generated"),
  );
const examples = folders.flatMap((folder) => [
  ...examplesIn(folder, readFileSync(join(repository, folder, "README.md"), "utf8")),
  ...sourcesOf(folder).flatMap((name) =>
    examplesInComments(folder, name, readFileSync(join(repository, folder, "src", name), "utf8")),
  ),
]);
const tsc = (...args: string[]): string => {
  const main = join(repository, "node_modules/typescript/bin/tsc");
  try {
    return execFileSync(process.execPath, [main, ...args], { cwd: repository, encoding: "utf8" });
  } catch (thrown) {
    throw new Error(thrown instanceof Error && "stdout" in thrown ? String(thrown.stdout) : String(thrown));
  }
};
let databases: TestDatabases;
const chain = anvilWith(ownWorld, "--chain-id", "31337");

beforeAll(async () => {
  databases = await testDatabases();
  for (const { folder, name, code } of examples) {
    mkdirSync(join(repository, folder, scratch), { recursive: true });
    writeFileSync(join(repository, folder, scratch, `${name}.ts`), code);
  }
  const config = {
    extends: "../tsconfig.base.json",
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      sourceMap: false,
      rootDir: "..",
    },
    files: examples.map(({ folder, name }) => join("..", folder, scratch, `${name}.ts`)),
  };
  mkdirSync(join(repository, scratch), { recursive: true });
  writeFileSync(join(repository, scratch, "tsconfig.json"), JSON.stringify(config));
  tsc("-b");
  tsc("-p", scratch);
  // Where nobody has built anything, that comes first.
}, 300_000);
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  for (const folder of [".", ...folders])
    rmSync(join(repository, folder, scratch), { recursive: true, force: true });
});

it.each(folders)("the README of %s has an example", (folder) => {
  expect(
    examples.filter((it) => it.folder === folder && it.name.startsWith("example-")).length,
  ).toBeGreaterThan(0);
});

it.each(examples)("$folder $name runs, and prints what it says", async ({ folder, name, prints }) => {
  const { arena, stakeManager, systemPause } = chain.world.at;
  // The gate judges a checkout; whatever writes does so in an empty folder.
  const cwd = folder === "packages/readiness" ? repository : tempRoot();
  const env = {
    ...process.env,
    ETH_RPC_URL: chain.anvil.url,
    ...(folder === "packages/chain-postgres" ? { DATABASE_URL: await databases.create() } : {}),
    OWNER_PRIVATE_KEY: keys[0],
    ARENA: arena,
    STAKE_MANAGER: stakeManager,
    SYSTEM_PAUSE: systemPause,
  };
  const file = join(repository, folder, scratch, `${name}.js`);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd, env });
  expect(stdout).toBe(prints);
});
