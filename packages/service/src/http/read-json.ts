import { checkJson, describeProblems } from "@mvcrs/files";
import type { z } from "zod";
import { type EdgeContext, refuse } from "./edge.ts";
import { BodyBudget } from "./read-body.ts";

/** Actions are small. */
const maxBody = 64 * 1024;
const budget = new BodyBudget(4 * 1024 * 1024);

/** The body of a request by its schema; else the answer. A form of another site cannot send JSON. */
export async function readJson<Value>(
  context: EdgeContext,
  schema: z.ZodType<Value>,
): Promise<{ readonly value: Value } | Response> {
  if (!/^application\/json\b/i.test(context.req.header("content-type") ?? ""))
    return refuse(context, 415, "NOT_JSON", "send content-type: application/json");
  const body = await budget.read(context.env.incoming, maxBody);
  if (body === "too-large")
    return refuse(context, 413, "TOO_LARGE", `at most ${maxBody} bytes`, { connection: "close" });
  if (typeof body === "string")
    return refuse(context, 400, "CUT_OFF", "the body could not be read", { connection: "close" });
  try {
    const checked = checkJson(Buffer.from(body.bytes).toString(), schema);
    if (checked.ok) return { value: checked.value };
    return refuse(context, 400, "BODY_UNUSABLE", describeProblems(checked.problems));
  } finally {
    body.release();
  }
}
