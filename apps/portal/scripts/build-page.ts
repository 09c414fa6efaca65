// Bundles the page into `@mvcrs/portal`, which carries it to wherever it is served: `pnpm run build:portal` at the root. What comes
// out is committed, so that an installed package has it; a test compares it with what the sources give.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { noticesOf } from "../../../tools/release/notices.ts";

const local = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const generated = local("../../../packages/portal/src/generated/page.ts");

/** What our packages are bundled from: their sources, so that no stale build gets in. */
const sources: Readonly<Record<string, string>> = {
  "@mvcrs/portal/format": local("../../../packages/portal/src/format/index.ts"),
  "@mvcrs/chain/verify": local("../../../packages/chain/src/verify.ts"),
  "@mvcrs/chain/merkle": local("../../../packages/chain/src/merkle.ts"),
  "@mvcrs/canonical": local("../../../packages/canonical/src/index.ts"),
  "@mvcrs/errors": local("../../../packages/errors/src/index.ts"),
};

/** A browser may name a language that it does not know itself, and the chart library would take the page down with it. */
const plainNumbers = {
  name: "plain-numbers",
  transform(code: string, id: string): string | null {
    if (!id.includes("/uplot/")) return null;
    const changed = code
      .replaceAll("nav.language", '"en-GB"')
      .replaceAll("Intl.DateTimeFormat()", 'Intl.DateTimeFormat("en-GB")');
    if (changed === code) throw new TypeError("uplot does not ask for the language any more");
    return changed;
  },
};

/** A script of the page, and the modules it was made of. */
async function script(
  input: string,
): Promise<{ readonly code: string; readonly modules: readonly string[] }> {
  const build = await rolldown({
    input: local(input),
    platform: "browser",
    tsconfig: false,
    plugins: [plainNumbers],
    resolve: { alias: { ...sources } },
    transform: { jsx: { runtime: "automatic", importSource: "preact" }, target: "es2022" },
  });
  // No modules: from disk a browser runs none, and the page could not even say why it shows nothing.
  const { output } = await build.generate({ format: "iife", minify: true });
  await build.close();
  return { code: output[0].code, modules: output[0].moduleIds };
}

/** The chart library's styles, then ours. */
const style = (): string => {
  const plot = createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css");
  return `${readFileSync(plot, "utf8").trim()}\n${readFileSync(local("../src/style.css"), "utf8")}`;
};

const named = (name: string, ending: string, text: string): string =>
  `assets/${name}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.${ending}`;

/** The files of the page by their paths, `index.html` last. */
export async function buildPage(): Promise<Readonly<Record<string, string>>> {
  const [{ code: page, modules }, { code: verify, modules: more }] = [
    await script("../src/main.tsx"),
    await script("../src/worker/main.ts"),
  ];
  const css = style();
  // Every copy of the page is a copy of what it is made of, whose licences want to go with it.
  const licenses = noticesOf([...modules, ...more]);
  const paths = {
    page: named("page", "js", page),
    verify: named("verify", "js", verify),
    style: named("style", "css", css),
    licenses: named("licenses", "txt", licenses),
  };
  const html = readFileSync(local("../src/index.html"), "utf8").replaceAll(
    /%(page|verify|style|licenses)%/g,
    (_, name: keyof typeof paths) => paths[name],
  );
  return {
    [paths.page]: page,
    [paths.verify]: verify,
    [paths.style]: css,
    [paths.licenses]: licenses,
    "index.html": html,
  };
}

export const moduleOf = (files: Readonly<Record<string, string>>): string =>
  [
    "// Made by apps/portal/scripts/build-page.ts from apps/portal/src; do not edit.",
    `export const page: Readonly<Record<string, string>> = ${JSON.stringify(files, null, 1)};`,
    "",
  ].join("\n");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(generated, moduleOf(await buildPage()));
