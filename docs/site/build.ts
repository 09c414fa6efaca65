// The docs site: `npx -y pnpm@12 docs:build` makes docs/site/dist, a folder for any static host.
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const site = fileURLToPath(new URL(".", import.meta.url));
const repository = join(site, "../..");
const pages = join(site, "pages");

// Installed here alone: the README's commands do not wait for it.
if (!existsSync(join(site, "node_modules/vitepress")))
  execFileSync("npx", ["-y", "pnpm@12", "--silent", "install", "--frozen-lockfile"], {
    cwd: site,
    stdio: "inherit",
  });

const { collect } = await import("./collect.ts");
const { writeReference } = await import("./reference.ts");
const { brokenLinks } = await import("./check-built.ts");
rmSync(pages, { recursive: true, force: true });
collect(repository, pages);
writeReference(repository, pages);
execFileSync(process.execPath, [join(site, "node_modules/vitepress/bin/vitepress.js"), "build", site], {
  stdio: "inherit",
});
const broken = brokenLinks(join(site, "dist"));
for (const { page, link } of broken) process.stderr.write(`${page}: ${link} leads nowhere\n`);
process.stdout.write(
  broken.length === 0 ? "docs/site/dist: every link and anchor holds\n" : `${broken.length} broken links\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
