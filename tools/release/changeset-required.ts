// A pull request that changes what a package does says so to those who upgrade:  node tools/release/changeset-required.ts BASE
import { execFileSync } from "node:child_process";
import { readMembers } from "../workspace/members.ts";
import { unannounced } from "./unannounced.ts";

const [base = "origin/main"] = process.argv.slice(2);
const git = (...options: string[]): readonly string[] =>
  execFileSync("git", ["diff", "--name-only", ...options, `${base}...HEAD`], { encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "");
const packages = unannounced(git(), git("--diff-filter=A"), readMembers());
if (packages.length > 0) {
  process.stderr.write(
    `This changes what is released of ${packages.join(", ")}, and no changeset says so.
  Run \`npx -y pnpm@12 changeset\`, choose the packages, and write for the person who upgrades; commit the file below .changeset/.
  Where users notice nothing (a comment, a refactoring): \`npx -y pnpm@12 changeset --empty\`, and why in a sentence.
`,
  );
  process.exitCode = 1;
}
