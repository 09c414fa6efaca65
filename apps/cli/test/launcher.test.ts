import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";

const launcher = fileURLToPath(new URL("../../../mvcrs", import.meta.url));

const started = (path: string, args: readonly string[], PATH = process.env["PATH"]) =>
  spawnSync(path, args, { cwd: tempRoot(), encoding: "utf8", env: { ...process.env, PATH } });

/** A checkout with nothing but the launcher, and programs that stand for those of the machine. */
function bare(programs: Readonly<Record<string, string>>) {
  const folder = tempRoot();
  const bin = join(folder, "programs");
  mkdirSync(bin);
  copyFileSync(launcher, join(folder, "mvcrs"));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const run = (...args: string[]) => started(join(folder, "mvcrs"), args, `${bin}:/usr/bin:/bin`);
  return { folder, run };
}

it("runs from any folder and by a link, and says nothing of its own", () => {
  const link = join(tempRoot(), "here");
  symlinkSync(launcher, link);
  const { status, stdout, stderr } = started(link, ["--version"]);
  expect([status, stdout, stderr]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/), ""]);
});

it("says what to run where it can neither find nor install anything", () => {
  const { folder, run } = bare({ npx: "exit 1" });
  const { status, stdout, stderr } = run("challenges", "list");
  expect([status, stdout]).toEqual([4, ""]);
  expect(stderr).toContain(`npx -y pnpm@12 install\` in ${folder}`);
});

it("runs what was bundled on the machine's own Node where the checkout has none", () => {
  const { folder, run } = bare({ node: 'printf "%s|" "$@"' });
  mkdirSync(join(folder, "apps/cli/bundle"), { recursive: true });
  writeFileSync(join(folder, "apps/cli/bundle/mvcrs.mjs"), "");
  const { status, stdout } = run("status", "--root", "a folder");
  expect([status, stdout]).toEqual([0, `${folder}/apps/cli/bundle/mvcrs.mjs|status|--root|a folder|`]);
});
