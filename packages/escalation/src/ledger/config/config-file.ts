import { keyProblems } from "@mvcrs/canonical";
import type { TextFiles } from "@mvcrs/files";
import { escalationErrors } from "../../errors.ts";
import { renderJson } from "../artifacts/projections.ts";
import { configSchema, defaultConfig, type MvcrsConfig } from "./config.ts";

/**
 * Parses the text of a configuration file.
 *
 * @throws CONFIG_INVALID with every problem, each with its path in the file
 */
export function parseConfig(text: string, path: string): MvcrsConfig {
  let document: unknown;
  try {
    // Some editors put a byte order mark first, which is no part of the text (RFC 8259 section 8.1 lets it be ignored).
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (thrown) {
    const problem = `is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    throw escalationErrors.create("CONFIG_INVALID", { path, problems: [problem] });
  }
  const parsed = configSchema.safeParse(document);
  const twice = keyProblems(text)
    .filter(({ problem }) => problem === "twice")
    .map(({ path: at }) => `${at.join(".")}: is there twice`);
  if (parsed.success && twice.length === 0) return parsed.data;
  const problems = [
    ...twice,
    ...(parsed.error?.issues ?? []).map(({ path: at, message }) =>
      at.length === 0 ? message : `${at.join(".")}: ${message}`,
    ),
  ];
  throw escalationErrors.create("CONFIG_INVALID", { path, problems });
}

/** The configuration of a root, `null` where it has none. @throws CONFIG_INVALID, FILE_FAILED */
export async function loadConfig(files: TextFiles, path: string): Promise<MvcrsConfig | null> {
  const text = await files.read(path);
  return text === null ? null : parseConfig(text, path);
}

/** Writes the default configuration, every key spelled out. @throws CONFIG_EXISTS rather than replace one */
export async function initConfig(files: TextFiles, path: string): Promise<MvcrsConfig> {
  if ((await files.read(path)) !== null) throw escalationErrors.create("CONFIG_EXISTS", { path });
  const config = defaultConfig();
  await files.write(path, renderJson(config));
  return config;
}
