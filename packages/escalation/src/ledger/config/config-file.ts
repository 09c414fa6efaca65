import { keyProblems } from "@mvcrs/canonical";
import { messageOf } from "@mvcrs/errors";
import { checkJson, describeProblem, type TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../../errors.ts";
import { renderJson } from "../artifacts/projections.ts";
import { configSchema, defaultConfig, type MvcrsConfig } from "./config.ts";

/**
 * Parses the text of a configuration file.
 *
 * @throws CONFIG_INVALID with every problem, each with its path in the file
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { escalationErrors, parseConfig } from "@mvcrs/escalation";
 *
 * const { confidence_floor } = parseConfig('{"confidence_floor": 0.6}', "mvcrs_config.json");
 * assert.equal(confidence_floor, 0.6);
 * assert.throws(
 *   () => parseConfig('{"confidence_flor": 0.6}', "mvcrs_config.json"),
 *   (thrown) => escalationErrors.is(thrown, "CONFIG_INVALID"),
 * );
 * ```
 */
export function parseConfig(text: string, path: string): MvcrsConfig {
  // Some editors put a byte order mark first, which is no part of the text (RFC 8259 section 8.1 lets it be ignored).
  const checked = checkJson(text.replace(/^\uFEFF/, ""), configSchema);
  if (!checked.ok && checked.cause !== undefined)
    throw escalationErrors.create("CONFIG_INVALID", {
      path,
      problems: [`is not JSON: ${messageOf(checked.cause)}`],
    });
  const twice = keyProblems(text)
    .filter(({ problem }) => problem === "twice")
    .map(({ path: at }) => `${at.join(".")}: is there twice`);
  if (checked.ok && twice.length === 0) return checked.value;
  const problems = [...twice, ...(checked.ok ? [] : checked.problems.map((one) => describeProblem(one)))];
  throw escalationErrors.create("CONFIG_INVALID", { path, problems });
}

/** The configuration of a root, `null` where it has none. @throws CONFIG_INVALID, FILE_FAILED */
export async function loadConfig(files: TextFiles, path: string): Promise<MvcrsConfig | null> {
  const text = await files.read(path);
  return text === null ? null : parseConfig(text, path);
}

/** Writes the default configuration, every key spelled out. @throws CONFIG_EXISTS where there is one, which stays */
export async function initConfig(files: TextFiles, path: string): Promise<MvcrsConfig> {
  if ((await files.read(path)) !== null) throw escalationErrors.create("CONFIG_EXISTS", { path });
  const config = defaultConfig();
  await files.write(path, renderJson(config));
  return config;
}
