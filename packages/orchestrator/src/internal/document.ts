import { checkJson, describeProblem } from "@mvcrs/files";
import { z } from "zod";
import { orchestratorErrors } from "../errors.ts";

/** Digits without sign or leading zero: amounts in the token's smallest unit, and whatever a uint256 holds. */
export const wholeNumber = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,77})$/, "must be a whole number in decimal digits");
/** EIP-55 form is not asked for, but written. */
export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "must be an address");
export const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
export const instant = z.iso.datetime({ precision: 3 });

/** Reads a JSON artifact. @throws FILE_INVALID with every problem and its path in the document */
export function parseDocument<Value>(schema: z.ZodType<Value>, text: string, path: string): Value {
  const checked = checkJson(text, schema);
  if (checked.ok) return checked.value;
  const problems = checked.problems.map((one) => describeProblem(one, "document"));
  throw orchestratorErrors.create("FILE_INVALID", { path, problems });
}

export const formatDocument = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
