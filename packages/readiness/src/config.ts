import { formatPointer } from "@mvcrs/canonical";
import * as z from "zod";
import { readinessErrors } from "./errors.ts";
import { readJson } from "./json-document.ts";
import { configFile } from "./layout.ts";
import { rules } from "./rules.ts";

const day = z.string().refine((value) => {
  const start = Date.parse(`${value}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(start) &&
    new Date(start).toISOString().startsWith(value)
  );
}, "must be a day such as 2026-12-31");

const ruleId = z.string().refine((id) => rules.some((rule) => rule.id === id), "is no rule of the gate");

const waiver = z.strictObject({
  rule: ruleId,
  /** Only findings in this file, relative to the Phase 8 folder. */
  file: z.string().optional(),
  /** Only findings at this JSON pointer. */
  pointer: z.string().optional(),
  owner: z.string().trim().min(1, "must name who answers for it"),
  reason: z.string().trim().min(10, "must say why, in at least 10 characters"),
  /** The last day it holds, in UTC. */
  expires: day,
});

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  /** The Phase 8 folder, relative to the root. */
  folder: z.string().min(1).optional(),
  rules: z.partialRecord(ruleId, z.enum(["error", "warning", "off"])).optional(),
  waivers: z.array(waiver).optional(),
});

export type Waiver = z.infer<typeof waiver>;
export type GateConfig = z.infer<typeof configSchema>;

/**
 * The configuration from its text.
 *
 * @throws CONFIG_INVALID with every problem, each with its line and path
 */
export function parseConfig(text: string, path: string = configFile): GateConfig {
  const read = readJson(text);
  const fail = (problems: readonly string[]) => readinessErrors.create("CONFIG_INVALID", { path, problems });
  if ("problems" in read) throw fail(read.problems.map(({ line, problem }) => `line ${line}: ${problem}`));
  const parsed = configSchema.safeParse(read.document.value);
  if (parsed.success) return parsed.data;
  throw fail(
    parsed.error.issues.map((issue) => {
      const pointer = formatPointer(issue.path);
      return `line ${read.document.locate(pointer).line}: ${pointer === "" ? "/" : pointer} ${issue.message}`;
    }),
  );
}
