import { audiences, challengeLevels } from "@mvcrs/escalation/ledger";
import { z } from "zod";

const challengeFacts = z.strictObject({
  id: z.uuid(),
  metric: z.string(),
  source: z.string(),
  pattern: z.string(),
  level: z.enum(challengeLevels),
  status: z.enum(["open", "acknowledged", "resolved"]),
  resolution: z.string().nullable(),
  deviation: z.number(),
  observations: z.number(),
  value: z.number(),
  unit: z.string().nullable(),
  advice: z.string(),
  raised_at: z.string(),
  observed_at: z.string(),
});

/** What somebody should be notified of, independent of how: one event of the log, put into words and figures. */
export const noticeSchema = z.strictObject({
  /** The type of the event it is about. */
  type: z.string(),
  event_id: z.uuid(),
  seq: z.int().min(0),
  at: z.string(),
  actor: z.string(),
  /** How much it matters; what a channel's `min_level` is compared with. */
  level: z.enum(challengeLevels),
  audiences: z.array(z.enum(audiences)),
  /** Notices of one subject reach a channel in the order of the log. */
  subject: z.strictObject({
    kind: z.enum(["challenge", "trust_lock", "metric", "fix_branch", "owner_op", "orchestrator", "log"]),
    id: z.string(),
  }),
  /** One line. */
  title: z.string(),
  /** A few sentences: why, and what to do. */
  text: z.string(),
  /** The channel that did not take it, where another is notified for that reason. */
  relay_of: z.string().optional(),
  /** The challenge as it stands after the event, where it is about one. */
  challenge: challengeFacts.nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;
export type ChallengeFacts = z.infer<typeof challengeFacts>;
