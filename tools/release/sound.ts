import { posix } from "node:path";
import { checkPackage } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { type Packed, pathsIn, readPacked } from "./packed.ts";

/** What is wrong with a tarball: what npm would make of it, how its types resolve, where its source maps lead. */
export async function unsound(packed: Packed): Promise<readonly string[]> {
  return [
    ...(await lint(packed)),
    ...(packed.manifest.bin === undefined ? await typeProblems(packed) : []),
    ...mapsWithoutSources(packed),
    ...["README.md", "LICENSE"].filter((name) => !pathsIn(packed).includes(name)).map((it) => `has no ${it}`),
  ];
}

async function lint({ bytes, manifest }: Packed): Promise<readonly string[]> {
  const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  return messages.map(
    (message) => `publint: ${formatMessage(message, { ...manifest }, { color: false }) ?? message.code}`,
  );
}

/** The packages are ESM only, on purpose: nothing is promised to require() and to resolvers from before "exports". */
async function typeProblems({ contents }: Packed): Promise<readonly string[]> {
  const analysis = await checkPackage(contents);
  if (analysis.types === false) return ["attw: it has no types"];
  return analysis.problems
    .filter(
      (problem) =>
        problem.kind !== "CJSResolvesToESM" &&
        !("resolutionKind" in problem && problem.resolutionKind === "node10"),
    )
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
}

/** A source map that leads nowhere shows whoever debugs an empty page. */
function mapsWithoutSources(packed: Packed): readonly string[] {
  const paths = new Set(pathsIn(packed));
  return [...paths]
    .filter((path) => path.endsWith(".map"))
    .flatMap((path) => {
      const { sources }: { sources: readonly string[] } = JSON.parse(readPacked(packed, path));
      return sources
        .map((source) => posix.join(posix.dirname(path), source))
        .filter((source) => !paths.has(source))
        .map((source) => `${path} leads to ${source}, which is not in the package`);
    });
}
