import type { Action } from "@mvcrs/portal/format";
import { z } from "zod";
import { readOverview } from "./live.ts";
import { problemOf } from "./load.ts";
import { overview } from "./model.ts";

const answerSchema = z.union([
  z.object({ ok: z.literal(true), seq: z.number() }),
  z.object({ ok: z.literal(false), problem: z.string() }),
]);

/** Kept for as long as the page is open, and nowhere else. */
let token = "";
export const useToken = (text: string): void => {
  token = text.trim();
};

/** Asks the server to do something; says the entry that records it, or why not. */
export async function act(action: Action): Promise<string> {
  const actions = overview.value?.service?.actions ?? null;
  if (actions === null) return "this host takes no actions";
  try {
    const response = await fetch(actions.url, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "content-type": "application/json",
        ...(actions.csrf === null ? {} : { "x-mvcrs-csrf": actions.csrf }),
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(action),
    });
    const answer = answerSchema.safeParse(await response.json().catch(() => null));
    if (!answer.success) return `refused: HTTP ${response.status}`;
    if (!answer.data.ok) return answer.data.problem;
    await readOverview();
    return `recorded as entry ${answer.data.seq}`;
  } catch (thrown) {
    return problemOf(thrown);
  }
}
