import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages (`name@version`) that an SBOM in the folder names. */
export type Listed = ReadonlySet<string>;

function write(names: readonly string[], out: readonly string[]): void {
  const filters = names.flatMap((name) => ["--filter", name]);
  const format = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6"];
  execFileSync("pnpm", ["sbom", "--prod", ...format, ...out, ...filters], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}

interface Bom {
  readonly bomFormat: string;
  readonly components?: readonly {
    readonly group?: string;
    readonly name: string;
    readonly version: string;
  }[];
}

/**
 * Writes what each package is made of (CycloneDX 1.6, by pnpm from the lockfile) into `folder`, one file a package. The operators'
 * page is no package, but has one too: it is in those that carry it.
 */
export function writeSboms(folder: string, names: readonly string[]): Listed {
  write(names, ["--split", "--out", join(folder, "%s.cdx.json")]);
  // Its name in a file would be that of `@mvcrs/portal`.
  write(["mvcrs-portal"], ["--out", join(folder, "page.cdx.json")]);
  const listed = new Set<string>();
  for (const file of readdirSync(folder)) {
    const bom: Bom = JSON.parse(readFileSync(join(folder, file), "utf8"));
    if (bom.bomFormat !== "CycloneDX") throw new TypeError(`${file} is no CycloneDX document`);
    for (const { group, name, version } of bom.components ?? [])
      listed.add(`${group === undefined ? "" : `${group}/`}${name}@${version}`);
  }
  return listed;
}
