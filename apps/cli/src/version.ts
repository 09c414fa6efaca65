import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.looseObject({ version: z.string() });

/** The version of the installed package. */
export const version: string = manifest.parse(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
).version;
