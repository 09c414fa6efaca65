import { realpath } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import type { Context } from "./command.ts";
import { cliErrors } from "./errors.ts";

/**
 * Where a command may write what it was asked for. A typing error must not cost an input, the log or an artifact:
 * none of `taken` (paths as the user wrote them), nothing below `state/`, and not the telemetry.
 *
 * @throws USAGE
 */
export async function outputPath(
  {
    option,
    path,
    taken,
  }: { readonly option: string; readonly path: string; readonly taken: readonly string[] },
  { io, paths }: Pick<Context, "io" | "paths">,
): Promise<string> {
  const target = await real(resolve(io.cwd, path));
  const refuse = (what: string) => {
    throw cliErrors.create("USAGE", { problem: `--${option} ${path} would write over ${what}` });
  };
  for (const other of taken) if ((await real(resolve(io.cwd, other))) === target) refuse(other);
  const state = await real(paths.stateFolder);
  const below = relative(state, target);
  if (below === "" || !(below === ".." || below.startsWith("../") || below.startsWith("/")))
    refuse("what MV-CRS keeps in state/");
  if (target === (await real(paths.telemetry))) refuse("the telemetry");
  return target;
}

/** The path without symbolic links, as far as it exists. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await real(parent), relative(parent, path));
  }
}
