import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { ValidationSeverity, validate } from "dockerfile-utils";
import { expect, it } from "vitest";
import { bundledMain } from "../scripts/is-fresh.ts";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));
const deploy = join(checkout, "docs/deploy");
const dockerfile = readFileSync(join(deploy, "Dockerfile"), "utf8");

/** What is wrong with a Dockerfile, every rule being one. */
function problemsOf(text: string): string[] {
  const { ERROR } = ValidationSeverity;
  const found = validate(text, {
    ...{ deprecatedMaintainer: ERROR, directiveCasing: ERROR, emptyContinuationLine: ERROR },
    ...{ instructionCasing: ERROR, instructionCmdMultiple: ERROR, instructionEntrypointMultiple: ERROR },
    ...{ instructionHealthcheckMultiple: ERROR, instructionJSONInSingleQuotes: ERROR },
    ...{ instructionWorkdirRelative: ERROR },
  });
  return found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`);
}

it("lints the Dockerfile, and the linter finds what is wrong in one", () => {
  expect(problemsOf(dockerfile)).toEqual([]);
  for (const [part, wrong] of [
    ["EXPOSE 9464", "EXPOSE port"],
    ["STOPSIGNAL SIGTERM", "STOPSIGNAL"],
    ["--interval=30s", "--interval=soon"],
    ["WORKDIR /src", "WORKDIR src"],
    ["USER 10001:10001", "user 10001:10001"],
    ["COPY . .", "COPY ."],
  ] as const)
    expect(problemsOf(dockerfile.replace(part, wrong)), wrong).toHaveLength(1);
});

it("copies what is there into the image, and runs it as nobody in particular", () => {
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/src\/(\S+)/gm)].map(([, path = ""]) => path);
  expect(copied).toEqual(["apps/cli/bundle", "apps/cli/package.json"]);
  expect(existsSync(join(checkout, "apps/cli/package.json"))).toBe(true);
  expect(existsSync(join(checkout, /node (\S+\.ts)/.exec(dockerfile)?.[1] ?? "none"))).toBe(true);
  // What the link points to is what is bundled.
  expect(dockerfile).toContain(`/opt/mvcrs/${bundledMain.slice(join(checkout, "apps/cli/").length)} `);
  const users = [...dockerfile.matchAll(/^USER (\d+):(\d+)$/gm)].flatMap(([, user, group]) => [user, group]);
  expect(users).toEqual(["10001", "10001"]);
});

const analyse = (...args: readonly string[]) => spawnSync("systemd-analyze", args, { encoding: "utf8" });
const hasSystemd = analyse("--version").status === 0;

// What judges a unit comes with systemd; a machine without it cannot run the unit either.
it.skipIf(!hasSystemd)("has systemd verify the unit and its sandbox", () => {
  const unit = join(tempRoot(), "mvcrs.service");
  copyFileSync(join(deploy, "mvcrs.service"), unit);
  const verified = analyse("verify", unit);
  expect([verified.status, verified.stderr]).toEqual([0, ""]);
  // 0 is least exposed, 100 most; without its sandbox the same unit is above the threshold.
  const sandbox = () => analyse("security", "--offline=true", "--threshold=20", unit).status;
  expect(sandbox()).toBe(0);
  const bare = readFileSync(unit, "utf8").replace(
    /^(Protect|Restrict|Private|Capability|System|No).*$/gm,
    "",
  );
  writeFileSync(unit, bare);
  expect(sandbox()).not.toBe(0);
  writeFileSync(unit, `${bare}\n[Service]\nWatchdogSecs=1\n`);
  expect(analyse("verify", unit).stderr).toContain("WatchdogSecs");
});
