import { parseCheckpoint, parseNote } from "@mvcrs/chain/note";
import { nodeExists } from "@mvcrs/escalation";
import { type Part, periodic } from "@mvcrs/service";
import { chainFiles } from "../../chain/chain-files.ts";
import { signCheckpoint } from "../../chain/sign-checkpoint.ts";
import type { Service } from "./service.ts";

/** Signs a checkpoint where the log has grown. */
export function checkpointsPart({ context, say, wait }: Service, everyMs: number): Part {
  let signed: { readonly size: number; readonly at: string } | null = null;
  return periodic({ name: "checkpoints", everyMs, wait }, async () => {
    const { key } = await chainFiles(context);
    // Of the hosts that share a log one signs; the others get what it signed.
    if (!(await nodeExists(key)) && context.store !== undefined) return { detail: { last_checkpoint: null } };
    if (!(await nodeExists(key)))
      return {
        detail: { last_checkpoint: null },
        problem: `there is no key at ${key}: mvcrs chain keygen makes one, --without checkpoints does without`,
      };
    const { note } = await signCheckpoint(context);
    const size = Number(parseCheckpoint(parseNote(note).text).size);
    if (size !== signed?.size) say.info("checkpoints", `signed a checkpoint of ${size} entries`);
    signed = { size, at: new Date(context.clock()).toISOString() };
    return { detail: { last_checkpoint: signed.at, size } };
  });
}
